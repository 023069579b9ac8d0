package dev.tombola.ticket.history;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Digest;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the compacted topics have said so far about searches, masks and results. Hearing an event again, or events of
 * different topics in another order, makes no difference. Nothing of it has to be kept: the topics say it again.
 */
public final class History {
    private final Map<SearchId, SearchSubmitted> searches = new LinkedHashMap<>();
    private final Map<SearchId, Map<ChainLevel, StoredMask>> masks = new HashMap<>();
    private final Map<Digest, StoredMask> masksByDigest = new HashMap<>();
    private final Map<SearchId, Map<ChainLevel, String>> undrawable = new HashMap<>();
    private final Map<RunId, ResultAccepted> results = new HashMap<>();
    private final Map<RunId, RunEnd> ends = new HashMap<>();
    private final Set<SearchId> concluded = new HashSet<>();
    private final Sharing sharing = new Sharing();
    private final boolean keepsResults;

    public History() {
        this(true);
    }

    private History(boolean keepsResults) {
        this.keepsResults = keepsResults;
    }

    /** For those who need to know how runs ended and no more: a result is a hundred times as large. */
    public static History ofEnds() {
        return new History(false);
    }

    /** Takes in what it cares for; everything else is left to others. */
    public void hear(Object event) {
        switch (event) {
            case SearchSubmitted submitted
            when submitted.resolved().id().equals(submitted.search()) -> {
                searches.remove(submitted.search()); // or it would keep the place that it had when it came first
                searches.put(submitted.search(), submitted);
            }
            case SearchPlanned plan ->
                plan.undrawable()
                        .forEach(mask -> undrawable
                                .computeIfAbsent(plan.search(), _ -> new HashMap<>())
                                .putIfAbsent(new ChainLevel(mask.chain(), mask.level()), mask.reason()));
            case TicketDrawn drawn -> {
                masks.computeIfAbsent(drawn.ticket().search(), _ -> new HashMap<>())
                        .put(
                                new ChainLevel(
                                        drawn.ticket().chain(), drawn.ticket().level()),
                                drawn.mask());
                masksByDigest.put(drawn.mask().digest(), drawn.mask());
            }
            case ResultAccepted accepted -> {
                if (keepsResults) {
                    results.put(accepted.run(), sharing.of(accepted));
                }
                ends.put(accepted.run(), end(accepted.outcome()));
            }
            case SearchConcluded conclusion
            when conclusion.cancelled() -> // what was called off can come back
                concluded.remove(conclusion.search());
            case SearchConcluded conclusion -> concluded.add(conclusion.search());
            default -> {}
        }
    }

    /** In the order in which they were submitted, each where it was submitted last. */
    public Collection<SearchSubmitted> searches() {
        return Collections.unmodifiableCollection(searches.values());
    }

    public Optional<SearchSubmitted> search(SearchId search) {
        return Optional.ofNullable(searches.get(search));
    }

    /** Searches that are neither cancelled nor concluded. */
    public List<SearchSubmitted> live() {
        return searches.values().stream().filter(this::isLive).toList();
    }

    /** A search, unless it is cancelled or concluded. */
    public Optional<SearchSubmitted> live(SearchId search) {
        return search(search).filter(this::isLive);
    }

    private boolean isLive(SearchSubmitted search) {
        return !search.cancelled() && !concluded.contains(search.search());
    }

    /** All that planning a search needs. */
    public Facts facts(SearchId search) {
        return new Facts(ends, masks.getOrDefault(search, Map.of()), undrawable.getOrDefault(search, Map.of()));
    }

    /** Whether a run has ended, with a result or without. */
    public boolean hasEnded(RunId run) {
        return ends.containsKey(run);
    }

    /** How a run ended, with its result; not where ends alone are kept. */
    public Optional<ResultAccepted> result(RunId run) {
        requireResults();
        return Optional.ofNullable(results.get(run));
    }

    /** Every result there is. */
    public Collection<ResultAccepted> results() {
        requireResults();
        return Collections.unmodifiableCollection(results.values());
    }

    /** A mask by the digest of its bits, whichever search drew it. */
    public Optional<StoredMask> mask(Digest digest) {
        return Optional.ofNullable(masksByDigest.get(digest));
    }

    private void requireResults() {
        if (!keepsResults) {
            throw new IllegalStateException("results are not kept here, only how runs ended");
        }
    }

    private static RunEnd end(ResultAccepted.Outcome outcome) {
        return switch (outcome) {
            case ResultAccepted.Outcome.Accepted accepted ->
                new RunEnd.Trained(
                        accepted.result().last(),
                        accepted.result().kept(),
                        Optional.ofNullable(accepted.result().state()));
            case ResultAccepted.Outcome.Failed failed -> new RunEnd.Failed(failed.reason());
        };
    }
}
