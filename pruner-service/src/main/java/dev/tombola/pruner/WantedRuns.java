package dev.tombola.pruner;

import dev.tombola.pruner.plan.Plan;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which runs the live searches want, by their plans. A new plan costs no more than its own length, and a run that has ended
 * next to nothing.
 */
final class WantedRuns {
    private final Map<SearchId, Share> shares = new HashMap<>();
    private final Map<RunId, Wish> wishes = new HashMap<>();

    /** What one search wants, in the order of its plan. */
    private record Share(Map<RunId, RequestedRun> critical, Map<RunId, RequestedRun> transfers) {
        static Share of(Plan plan) {
            return new Share(byId(plan.critical()), byId(plan.transfers()));
        }

        private static Map<RunId, RequestedRun> byId(List<RequestedRun> runs) {
            var all = new LinkedHashMap<RunId, RequestedRun>();
            runs.forEach(run -> all.put(run.id(), run));
            return all;
        }
    }

    /** A run that somebody wants: the searches in which others wait for it, and those in which none does. */
    private record Wish(RequestedRun run, Set<SearchId> waiting, Set<SearchId> transferring) {}

    void put(SearchId search, Plan plan) {
        remove(search);
        var share = Share.of(plan);
        shares.put(search, share);
        share.critical().values().forEach(run -> wish(run).waiting().add(search));
        share.transfers().values().forEach(run -> wish(run).transferring().add(search));
    }

    void remove(SearchId search) {
        var share = shares.remove(search);
        if (share != null) {
            share.critical().keySet().forEach(run -> forget(run, search));
            share.transfers().keySet().forEach(run -> forget(run, search));
        }
    }

    void keep(Predicate<SearchId> live) {
        shares.keySet().stream().filter(live.negate()).toList().forEach(this::remove);
    }

    /**
     * The run is wanted no more, since it has ended. Returns the searches in which others waited for it, and which have to
     * be planned anew; where it was a transfer, nothing else follows from it.
     */
    Set<SearchId> end(RunId run) {
        var wish = wishes.remove(run);
        if (wish == null) {
            return Set.of();
        }
        wish.waiting().forEach(search -> share(search).critical().remove(run));
        wish.transferring().forEach(search -> share(search).transfers().remove(run));
        return wish.waiting();
    }

    /** The runs of a search that others wait for. */
    Collection<RequestedRun> critical(SearchId search) {
        return share(search).critical().values();
    }

    /** The other runs of a search, in the order in which they are best done. */
    Collection<RequestedRun> transfers(SearchId search) {
        return share(search).transfers().values();
    }

    Optional<RequestedRun> wanted(RunId run) {
        return Optional.ofNullable(wishes.get(run)).map(Wish::run);
    }

    /** Whether it is wanted, and nothing waits for it. */
    boolean isTransfer(RunId run) {
        var wish = wishes.get(run);
        return wish != null && wish.waiting().isEmpty();
    }

    /** How many runs are wanted. */
    int size() {
        return wishes.size();
    }

    private Share share(SearchId search) {
        return shares.getOrDefault(search, new Share(Map.of(), Map.of()));
    }

    private Wish wish(RequestedRun run) {
        return wishes.computeIfAbsent(run.id(), _ -> new Wish(run, new HashSet<>(2), new HashSet<>(2)));
    }

    private void forget(RunId run, SearchId search) {
        var wish = wishes.get(run);
        if (wish != null) {
            wish.waiting().remove(search);
            wish.transferring().remove(search);
            if (wish.waiting().isEmpty() && wish.transferring().isEmpty()) {
                wishes.remove(run);
            }
        }
    }
}
