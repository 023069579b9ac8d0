package dev.tombola.evaluator.judge;

import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.Expansion;
import dev.tombola.ticket.search.Facts;
import dev.tombola.ticket.search.MaskPlace;
import dev.tombola.ticket.search.PlannedRun;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Role;
import dev.tombola.ticket.search.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tickets are matching, as a pure function of what a search asks and what its runs came to. */
public final class Judge {
    private final ResolvedSearch resolved;
    private final Facts facts;
    private final Map<Place, Scores> scores;

    /** A ticket's place in the report. */
    private record Place(String chain, int level, String task) {}

    private Judge(ResolvedSearch resolved, Facts facts, List<PlannedRun> runs, Map<RunId, Score> scores) {
        this.resolved = resolved;
        this.facts = facts;
        this.scores = byPlace(runs, scores);
    }

    /**
     * Every verdict that can be given now: those of tickets whose runs, and whose dense network's runs, have all ended. In
     * the order of the search.
     */
    public static List<TicketEvaluated> judge(ResolvedSearch search, Facts facts, Map<RunId, Score> scores) {
        return judge(search, facts, Expansion.of(search, facts), scores);
    }

    /** As above, for those who have the expansion of these facts already. */
    public static List<TicketEvaluated> judge(
            ResolvedSearch search, Facts facts, Expansion expansion, Map<RunId, Score> scores) {
        return new Judge(search, facts, expansion.runs(), scores).verdicts();
    }

    private static Map<Place, Scores> byPlace(List<PlannedRun> runs, Map<RunId, Score> scores) {
        var grouped = new LinkedHashMap<Place, List<PlannedRun>>();
        for (var run : runs) {
            if (run.role() instanceof Role.Transfer transfer) {
                grouped.computeIfAbsent(
                                new Place(transfer.chain(), transfer.level(), transfer.task()), _ -> new ArrayList<>())
                        .add(run);
            }
        }
        var byPlace = new LinkedHashMap<Place, Scores>();
        grouped.forEach((place, planned) -> byPlace.put(place, Scores.of(planned, scores)));
        return byPlace;
    }

    private List<TicketEvaluated> verdicts() {
        var rule = MatchingRule.of(resolved.search().matching());
        return scores.entrySet().stream()
                .flatMap(entry -> verdict(entry.getKey(), entry.getValue(), rule).stream())
                .toList();
    }

    private Optional<TicketEvaluated> verdict(Place place, Scores ticket, MatchingRule rule) {
        var dense = dense(place);
        if (!ticket.isComplete() || dense.filter(scores -> !scores.isComplete()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new TicketEvaluated(
                new TicketId(resolved.id(), place.chain(), place.level()),
                place.task(),
                sparsity(place),
                ticket.summary().orElse(null),
                dense.flatMap(Scores::summary).orElse(null),
                resolved.search().matching(),
                verdict(ticket, dense, rule)));
    }

    private static Verdict verdict(Scores ticket, Optional<Scores> dense, MatchingRule rule) {
        var faults = new ArrayList<>(ticket.faults());
        dense.ifPresentOrElse(
                scores -> scores.faults().forEach(fault -> faults.add("dense: " + fault)),
                () -> faults.add("the search has no dense runs of its pre-training to compare with"));
        var own = ticket.summary();
        var reference = dense.flatMap(Scores::summary);
        return faults.isEmpty() && own.isPresent() && reference.isPresent()
                ? rule.judge(own.get(), reference.get())
                : new Verdict.Undecided(
                        String.join("; ", faults.stream().distinct().toList()));
    }

    /** The dense network that a ticket is held to: level 0 of any chain that rewinds to the same pre-trained weights. */
    private Optional<Scores> dense(Place place) {
        var search = resolved.search();
        String pretraining = search.pretraining(search.chain(place.chain()));
        return search.everyChain().entrySet().stream()
                .filter(entry -> entry.getValue().rewind() == RewindPoint.PRETRAINED)
                .filter(entry -> search.pretraining(entry.getValue()).equals(pretraining))
                .flatMap(entry -> Optional.ofNullable(scores.get(new Place(entry.getKey(), 0, place.task()))).stream())
                .findFirst();
    }

    /** Of a mask that will never be drawn, the sparsity that it was to have. */
    private Sparsity sparsity(Place place) {
        var drawn = facts.masks().get(new MaskPlace(place.chain(), place.level()));
        return drawn != null ? drawn.sparsity() : nominal(resolved.search().chain(place.chain()), place.level());
    }

    private Sparsity nominal(Chain chain, int level) {
        var drawing = chain.of() == null ? chain : resolved.search().chain(chain.of());
        double pruned = 1 - Math.pow(1 - drawing.rate(), level);
        return new Sparsity(Math.min(pruned, Math.nextDown(1.0)));
    }
}
