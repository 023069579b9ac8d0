package dev.tombola.pruner;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.run.RunId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the topics have said so far, and what the pruner itself has asked for. */
final class PrunerFacts {
    private final History history = History.ofEnds();
    private final Map<SearchId, SearchPlanned> planned = new HashMap<>();
    private final Map<RunId, Integer> asked = new HashMap<>();
    private final Map<RunId, Integer> withdrawn = new HashMap<>();
    private final Set<RunId> outstanding = new HashSet<>();

    void hear(Object event) {
        history.hear(event);
        switch (event) {
            case SearchPlanned plan -> planned.put(plan.search(), plan);
            case TrainingRequested(var run, var ask) -> {
                asked.merge(run.id(), ask, Math::max);
                settle(run.id());
            }
            case TrainingWithdrawn(var run, var ask) -> {
                withdrawn.merge(run, ask, Math::max);
                settle(run);
            }
            case ResultAccepted accepted -> settle(accepted.run());
            default -> {}
        }
    }

    /** Searches that are neither cancelled nor concluded, in the order in which they came. */
    List<SearchSubmitted> live() {
        return history.live();
    }

    Optional<SearchSubmitted> live(SearchId search) {
        return history.live(search);
    }

    Facts facts(SearchId search) {
        return history.facts(search);
    }

    boolean isNews(SearchPlanned plan) {
        return !plan.equals(planned.get(plan.search()));
    }

    boolean isNews(TicketDrawn drawn) {
        var place = new ChainLevel(drawn.ticket().chain(), drawn.ticket().level());
        return !drawn.mask()
                .equals(history.facts(drawn.ticket().search()).masks().get(place));
    }

    /** What the next request for a run is to be numbered: one more than whatever was asked for or withdrawn before. */
    int nextAsk(RunId run) {
        return Math.max(asked(run), withdrawn.getOrDefault(run, 0)) + 1;
    }

    /** Whether it can be asked for no more; no run comes so far but by forged events. */
    boolean isAskedOut(RunId run) {
        return nextAsk(run) > TrainingRequested.MOST_ASKS;
    }

    /** How often a run has been asked for. */
    int asked(RunId run) {
        return asked.getOrDefault(run, 0);
    }

    /** Whether a request for the run is out that was not withdrawn. */
    boolean isRequested(RunId run) {
        return asked(run) > withdrawn.getOrDefault(run, 0);
    }

    /** Runs that were asked for and have not ended. */
    Set<RunId> outstanding() {
        return Collections.unmodifiableSet(outstanding);
    }

    private void settle(RunId run) {
        if (isRequested(run) && !history.hasEnded(run)) {
            outstanding.add(run);
        } else {
            outstanding.remove(run);
        }
    }
}
