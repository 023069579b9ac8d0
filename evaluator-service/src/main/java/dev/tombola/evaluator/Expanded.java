package dev.tombola.evaluator;

import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.search.Expansion;
import dev.tombola.ticket.search.Facts;
import dev.tombola.ticket.search.PlannedRun;
import dev.tombola.ticket.search.Prospect.Ready;
import dev.tombola.ticket.search.RequestedRun;
import dev.tombola.ticket.search.Role;
import dev.tombola.ticket.search.RunId;
import java.util.HashSet;
import java.util.Set;

/**
 * All that a search wants. It costs a hash for every run, so it is kept until a mask is drawn or a run ends that other runs
 * follow from; that a ticket's transfer ends changes nothing in it.
 *
 * @param inputs runs whose ends other runs follow from
 * @param transfers runs that measure a ticket; a run can be both
 */
record Expanded(Facts facts, Expansion expansion, Set<RunId> inputs, Set<RunId> transfers) {
    static Expanded of(SearchSubmitted search, Facts facts) {
        var expansion = Expansion.of(search.resolved(), facts);
        var inputs = new HashSet<RunId>();
        var transfers = new HashSet<RunId>();
        for (PlannedRun planned : expansion.runs()) {
            if (planned.run() instanceof Ready<RequestedRun>(var run)) {
                (planned.role() instanceof Role.Transfer ? transfers : inputs).add(run.id());
            }
        }
        return new Expanded(facts, expansion, inputs, transfers);
    }

    boolean wants(RunId run) {
        return inputs.contains(run) || transfers.contains(run);
    }
}
