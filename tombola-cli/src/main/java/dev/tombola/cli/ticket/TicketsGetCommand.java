package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola tickets get}. */
@Command(
        name = "get",
        description = {
            "Writes a ticket's files into a folder: the weights that it rewinds to, its mask, and for each task on which"
                    + " it was evaluated the best fine-tuned weights and their ONNX model.",
            "Every file's digest is verified."
        })
final class TicketsGetCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "SEARCH/CHAIN/LEVEL, as tombola tickets lists them.")
    private String id;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Made if it is not there; files of the same names are replaced.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var settings = Settings.of(CommonOptions.of(spec).home());
        var ticket = NamedTicket.parse(id, spec);
        var ledger = Ledger.read(
                settings.kafka(),
                List.of(Topics.SEARCHES, Topics.TICKET_DRAWN, Topics.TICKET_EVALUATED, Topics.RESULT_ACCEPTED));
        var drawn = NamedTicket.drawn(ticket, ledger);
        try (var store = settings.openBucket()) {
            var files = new TicketFiles(new Blobs(store), folder).write(drawn, TicketContent.of(drawn, ledger));
            var out = spec.commandLine().getOut();
            files.forEach(out::println);
            out.flush();
        }
    }
}
