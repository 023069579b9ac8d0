package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.stack.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tombola down}. */
@Command(name = "down", description = "Stops what tombola up has started; data and searches stay.")
final class DownCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var notes = Notes.of(spec);
        var home = CommonOptions.of(spec).home();
        notes.say(Running.stop(home, notes.aside()) ? "stopped" : "nothing was running in " + home);
    }
}
