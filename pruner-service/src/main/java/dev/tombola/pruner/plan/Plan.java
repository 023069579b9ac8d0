package dev.tombola.pruner.plan;

import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.run.RequestedRun;
import java.util.List;

/**
 * What a search still lacks, and can have now.
 *
 * @param draws masks whose inputs are there
 * @param critical runs that others wait for: they are requested at once
 * @param transfers runs that nothing waits for, in the order in which they are best done
 * @param planned everything the search wants, for those who follow it
 * @param settled whether nothing is left to do or to wait for
 */
public record Plan(
        List<Draw> draws,
        List<RequestedRun> critical,
        List<RequestedRun> transfers,
        SearchPlanned planned,
        boolean settled) {
    public Plan {
        draws = List.copyOf(draws);
        critical = List.copyOf(critical);
        transfers = List.copyOf(transfers);
    }
}
