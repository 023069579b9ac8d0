package dev.tombola.cli.ticket;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.cli.watch.MeantSearch;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.TicketDrawn;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The ticket that a user names. */
final class NamedTicket {
    private NamedTicket() {}

    static TicketId parse(String id, CommandSpec command) {
        try {
            return TicketId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Its search may be the beginning of an id. */
    static TicketDrawn drawn(TicketId ticket, Ledger ledger) {
        var search = MeantSearch.meant(ticket.search().value(), ledger).search();
        return ledger.tickets(search).stream()
                .filter(drawn -> drawn.ticket().chain().equals(ticket.chain())
                        && drawn.ticket().level() == ticket.level())
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(
                        "no ticket %s was drawn; tombola tickets lists those that were".formatted(ticket.path())));
    }
}
