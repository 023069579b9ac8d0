package dev.tombola.cli;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.stack.Detached;
import dev.tombola.cli.stack.LocalStack;
import dev.tombola.cli.stack.Running;
import dev.tombola.cli.stack.Scale;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola up}. */
@Command(
        name = "up",
        description = "Starts a broker, a store and the services on this machine, and keeps them running until Ctrl-C.")
final class UpCommand implements Runnable {
    @Option(names = "--trainers", paramLabel = "N", defaultValue = "2", description = "How many (${DEFAULT-VALUE}).")
    private int trainers;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many (${DEFAULT-VALUE}); three keep three copies of everything, and one of them may die.")
    private int brokers;

    @Option(names = "--detach", description = "Return when all are ready; tombola down stops them.")
    private boolean detach;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Checks.trainers(trainers, spec);
        Checks.brokers(brokers, spec);
        var scale = new Scale(trainers, brokers);
        var notes = Notes.of(spec);
        var home = CommonOptions.of(spec).home();
        if (detach) {
            Detached.start(home, scale);
            notes.say(running(home) + "tombola down stops it");
            return;
        }
        try (var local = LocalStack.start(home, scale, notes.aside())) {
            notes.say(running(home) + "Ctrl-C stops it");
            throw new CommandFailedException(local.failure().join());
        }
    }

    private static String running(Home home) {
        var text = new StringBuilder("ready in " + home + ":\n");
        Running.names(home).forEach(name -> text.append("  ").append(name).append('\n'));
        var brokers = Settings.of(home).kafka().client().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        text.append("Kafka listens on ").append(brokers).append('\n');
        return text.toString();
    }
}
