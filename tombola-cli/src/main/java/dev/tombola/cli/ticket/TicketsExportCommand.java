package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola tickets export}. */
@Command(
        name = "export",
        description = {
            "Writes a ticket into one file for other programs, whose form is told by its name:",
            "OUT.safetensors has the weights and for each prunable tensor NAME its NAME_mask; OUT.pt the same as a state dict"
                    + " of PyTorch, which docs/ticket_in_pytorch.py puts on a network; OUT.onnx the network without the"
                    + " weights that the mask removes."
        })
final class TicketsExportCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "SEARCH/CHAIN/LEVEL, as tombola tickets lists them.")
    private String id;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "Replaced if it is there.")
    private Path target;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "With the best weights that were fine-tuned on this task; else with those it rewinds to.")
    private @Nullable String task;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var form = TicketExport.Form.of(target);
        if (form == null) {
            throw new ParameterException(spec.commandLine(), target + " ends in none of .safetensors, .pt and .onnx");
        }
        var ticket = NamedTicket.parse(id, spec);
        var settings = Settings.of(CommonOptions.of(spec).home());
        var ledger = Ledger.read(
                settings.kafka(),
                List.of(Topics.SEARCHES, Topics.TICKET_DRAWN, Topics.TICKET_EVALUATED, Topics.RESULT_ACCEPTED));
        var drawn = NamedTicket.drawn(ticket, ledger);
        var search =
                MeantSearch.meant(ticket.search().value(), ledger).resolved().search();
        try (var store = settings.openBucket()) {
            new TicketExport(new Blobs(store), search, drawn, TicketContent.of(drawn, ledger))
                    .write(form, task, target);
        }
        spec.commandLine().getOut().println(target);
    }
}
