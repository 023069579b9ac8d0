package dev.tombola.evaluator.judge;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.matching.MatchingRule;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which tickets are matching, as a pure function of what a search asks and what its runs came to. Once put together it can
 * be asked again and again: what a run's end costs does not depend on how many runs the search has.
 */
public final class Judge {
    private final ResolvedSearch resolved;
    private final Facts facts;
    private final Map<Place, List<PlannedRun>> tickets;
    private final Map<Place, Place> dense = new HashMap<>();
    private final Map<RunId, Set<Place>> touched = new HashMap<>();

    /** A ticket's place in the report. */
    private record Place(String chain, int level, String task) {}

    private Judge(ResolvedSearch resolved, Facts facts, List<PlannedRun> runs) {
        this.resolved = resolved;
        this.facts = facts;
        this.tickets = byPlace(runs);
        tickets.keySet().forEach(place -> heldTo(place).ifPresent(reference -> dense.put(place, reference)));
        tickets.forEach((place, planned) -> touch(planned, place));
        dense.forEach((place, reference) -> touch(tickets.getOrDefault(reference, List.of()), place));
    }

    /** Of a search, as far as these facts go. */
    public static Judge of(ResolvedSearch search, Facts facts, Expansion expansion) {
        return new Judge(search, facts, expansion.runs());
    }

    /** As {@link #verdicts(Map)}, for those who ask once. */
    public static List<TicketEvaluated> judge(ResolvedSearch search, Facts facts, Map<RunId, Score> scores) {
        return of(search, facts, Expansion.of(search, facts)).verdicts(scores);
    }

    /**
     * Every verdict that can be given now: those of tickets whose runs, and whose dense network's runs, have all ended. In
     * the order of the search.
     */
    public List<TicketEvaluated> verdicts(Map<RunId, Score> scores) {
        return verdicts(scores, tickets.keySet());
    }

    /** Of these verdicts, those that the ends of some runs bear on. */
    public List<TicketEvaluated> verdicts(Map<RunId, Score> scores, Collection<RunId> ended) {
        var places = new LinkedHashSet<Place>();
        ended.forEach(run -> places.addAll(touched.getOrDefault(run, Set.of())));
        return verdicts(scores, places);
    }

    private List<TicketEvaluated> verdicts(Map<RunId, Score> scores, Set<Place> places) {
        var rule = resolved.search().matching().rule();
        var known = new HashMap<Place, Scores>();
        Function<Place, Scores> of =
                place -> known.computeIfAbsent(place, it -> Scores.of(tickets.getOrDefault(it, List.of()), scores));
        return places.stream()
                .flatMap(place ->
                        verdict(
                                place,
                                of.apply(place),
                                Optional.ofNullable(dense.get(place)).map(of),
                                rule)
                                .stream())
                .toList();
    }

    private static Map<Place, List<PlannedRun>> byPlace(List<PlannedRun> runs) {
        var grouped = new LinkedHashMap<Place, List<PlannedRun>>();
        for (var run : runs) {
            if (run.role() instanceof Role.Transfer transfer) {
                grouped.computeIfAbsent(
                                new Place(transfer.chain(), transfer.level(), transfer.task()), _ -> new ArrayList<>())
                        .add(run);
            }
        }
        return grouped;
    }

    private void touch(List<PlannedRun> runs, Place place) {
        for (var planned : runs) {
            if (planned.run() instanceof Ready<RequestedRun>(var run)) {
                touched.computeIfAbsent(run.id(), _ -> new LinkedHashSet<>()).add(place);
            }
        }
    }

    private Optional<TicketEvaluated> verdict(Place place, Scores ticket, Optional<Scores> dense, MatchingRule rule) {
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
    private Optional<Place> heldTo(Place place) {
        var search = resolved.search();
        String pretraining = search.pretraining(search.chain(place.chain()));
        return search.everyChain().entrySet().stream()
                .filter(entry -> entry.getValue().rewind().isPretrained())
                .filter(entry -> search.pretraining(entry.getValue()).equals(pretraining))
                .map(entry -> new Place(entry.getKey(), 0, place.task()))
                .filter(tickets::containsKey)
                .findFirst();
    }

    /** Of a mask that will never be drawn, the sparsity that it was to have. */
    private Sparsity sparsity(Place place) {
        var drawn = facts.masks().get(new ChainLevel(place.chain(), place.level()));
        return drawn != null ? drawn.sparsity() : nominal(resolved.search().chain(place.chain()), place.level());
    }

    private Sparsity nominal(Chain chain, int level) {
        var drawing = chain.of() == null ? chain : resolved.search().chain(chain.of());
        double pruned = 1 - Math.pow(1 - drawing.rate(), level);
        return new Sparsity(Math.min(pruned, Math.nextDown(1.0)));
    }
}
