package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.event.TicketDrawn;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The chain that a user names. */
record NamedChain(String search, String chain) {
    static NamedChain parse(String path, CommandSpec command) {
        var parts = List.of(path.split("/", -1));
        if (parts.size() != 2) {
            throw new ParameterException(command.commandLine(), path + " is not a chain: expected SEARCH/CHAIN");
        }
        return new NamedChain(parts.getFirst(), parts.getLast());
    }

    /** By level, without the dense one. Its search may be the beginning of an id. */
    List<TicketDrawn> drawn(Ledger ledger) {
        var drawn = ledger.tickets(MeantSearch.meant(search, ledger).search()).stream()
                .filter(ticket -> ticket.ticket().chain().equals(chain))
                .filter(ticket -> ticket.ticket().level() > 0)
                .sorted(Comparator.comparingInt(ticket -> ticket.ticket().level()))
                .toList();
        if (drawn.isEmpty()) {
            throw new CommandFailedException(
                    "no mask of %s was drawn; tombola tickets lists those that were".formatted(this));
        }
        return drawn;
    }

    @Override
    public String toString() {
        return search + "/" + chain;
    }
}
