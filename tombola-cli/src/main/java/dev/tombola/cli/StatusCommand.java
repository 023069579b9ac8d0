package dev.tombola.cli;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.Status;
import dev.tombola.kafka.Installation;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tombola status}. */
@Command(name = "status", description = "Which searches there are, how far they are, and who works on them.")
final class StatusCommand implements Runnable {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var kafka = Settings.of(CommonOptions.of(spec).home()).kafka();
        var ledger = Ledger.read(
                kafka,
                List.of(
                        Topics.SEARCHES,
                        Topics.SEARCH_PLANNED,
                        Topics.TICKET_DRAWN,
                        Topics.TRAINING_REQUESTED,
                        Topics.TRAINING_WITHDRAWN,
                        Topics.TRAINING_PROGRESSED,
                        Topics.RESULT_ACCEPTED,
                        Topics.SEARCH_CONCLUDED));
        try (var installation = new Installation(kafka)) {
            var status = Status.of(ledger, installation.trainers());
            Notes.of(spec).say(json ? Json.writePretty(status) : status.text());
        }
    }
}
