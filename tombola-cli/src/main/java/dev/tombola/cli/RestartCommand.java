package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.stack.Restart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola restart}. */
@Command(
        name = "restart",
        description = "Starts a service of the running stack anew; what it was doing is gone on with.")
final class RestartCommand implements Runnable {
    @Parameters(
            paramLabel = "SERVICE",
            description = "pruner, evaluator, trainer (all of them), or one such as trainer-1.")
    private String service = "";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        new Restart(CommonOptions.of(spec).home())
                .of(service)
                .forEach(name -> Notes.of(spec).say(name + " is ready"));
    }
}
