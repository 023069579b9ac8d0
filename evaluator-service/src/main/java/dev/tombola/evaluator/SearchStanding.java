package dev.tombola.evaluator;

import dev.tombola.evaluator.judge.Judge;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunNames;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that a search wants. It costs a look at every run, so it is kept until a mask is drawn or a run ends that other runs
 * follow from; when a ticket's transfer ends, that is noted here.
 *
 * @param inputs runs whose ends other runs follow from
 * @param transfers runs that measure a ticket; a run can be both
 * @param open of all of these, those without an end or, for a transfer, without a score
 * @param hopeful whether runs are planned that wait for something
 */
record SearchStanding(Judge judge, Set<RunId> inputs, Set<RunId> transfers, Set<RunId> open, boolean hopeful) {
    /**
     * As far as these facts go.
     *
     * @param names that the search's runs were given before
     */
    static SearchStanding of(SearchSubmitted search, Facts facts, RunNames names, Predicate<RunId> isScored) {
        var expansion = Expansion.of(search.resolved(), facts, names);
        var inputs = new HashSet<RunId>();
        var transfers = new HashSet<RunId>();
        boolean hopeful = false;
        for (PlannedRun planned : expansion.runs()) {
            switch (planned.run()) {
                case Ready<RequestedRun>(var run) ->
                    (planned.role() instanceof Role.Transfer ? transfers : inputs).add(run.id());
                case Waiting<RequestedRun> _ -> hopeful = true;
                case Unreachable<RequestedRun> _ -> {}
            }
        }
        var open = new HashSet<RunId>();
        inputs.stream().filter(run -> !facts.runs().containsKey(run)).forEach(open::add);
        transfers.stream().filter(isScored.negate()).forEach(open::add);
        return new SearchStanding(Judge.of(search.resolved(), facts, expansion), inputs, transfers, open, hopeful);
    }

    /** Takes in that a transfer has a score, or has none any more. */
    void note(RunId transfer, boolean scored) {
        if (scored) {
            open.remove(transfer);
        } else {
            open.add(transfer);
        }
    }

    /** Whether every run has ended or can never begin, and every number is there. */
    boolean isSettled() {
        return !hopeful && open.isEmpty();
    }
}
