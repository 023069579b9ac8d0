package dev.tombola.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What the command line came to in this process. */
record Outcome(int exitCode, String out, String err) {
    static Outcome of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
