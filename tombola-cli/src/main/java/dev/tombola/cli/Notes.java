package dev.tombola.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands write. */
record Notes(PrintWriter out, PrintWriter err) {
    static Notes of(CommandSpec command) {
        return new Notes(command.commandLine().getOut(), command.commandLine().getErr());
    }

    /** What was asked for: all that a program may read. */
    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** What goes on meanwhile. */
    Consumer<String> aside() {
        return text -> {
            err.println(text);
            err.flush();
        };
    }
}
