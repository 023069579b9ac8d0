package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommonOptions;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola tickets}. */
@Command(
        name = "tickets",
        description = "Lists the tickets that were drawn, with their verdicts.",
        subcommands = {
            TicketsGetCommand.class,
            TicketsExportCommand.class,
            TicketsMasksCommand.class,
            TicketsCompareCommand.class
        })
public final class TicketsCommand implements Runnable {
    @Parameters(
            paramLabel = "SEARCH",
            arity = "0..1",
            description = "Of one search, by its id or the beginning of it; else of all.")
    private @Nullable String search;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var kafka = Settings.of(CommonOptions.of(spec).home()).kafka();
        var ledger = Ledger.read(kafka, List.of(Topics.SEARCHES, Topics.TICKET_DRAWN, Topics.TICKET_EVALUATED));
        var lists = searches(ledger).stream()
                .map(submitted -> TicketList.of(submitted, ledger))
                .toList();
        var out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.writePretty(lists.stream()
                                .flatMap(list -> list.tickets().stream())
                                .toList())
                        : lists.stream().map(TicketList::text).collect(Collectors.joining("\n\n")));
        out.flush();
    }

    private List<SearchSubmitted> searches(Ledger ledger) {
        return search == null ? List.copyOf(ledger.searches()) : List.of(MeantSearch.meant(search, ledger));
    }
}
