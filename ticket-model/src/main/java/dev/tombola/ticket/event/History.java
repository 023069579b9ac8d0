package dev.tombola.ticket.event;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.search.DrawnMask;
import dev.tombola.ticket.search.Facts;
import dev.tombola.ticket.search.MaskPlace;
import dev.tombola.ticket.search.RunEnd;
import dev.tombola.ticket.search.RunId;
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
    private final Map<SearchId, Map<MaskPlace, DrawnMask>> masks = new HashMap<>();
    private final Map<SearchId, Map<MaskPlace, String>> undrawable = new HashMap<>();
    private final Map<RunId, ResultAccepted> results = new HashMap<>();
    private final Map<RunId, RunEnd> ends = new HashMap<>();
    private final Set<SearchId> concluded = new HashSet<>();

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
                                .putIfAbsent(new MaskPlace(mask.chain(), mask.level()), mask.reason()));
            case TicketDrawn drawn ->
                masks.computeIfAbsent(drawn.ticket().search(), _ -> new HashMap<>())
                        .put(
                                new MaskPlace(
                                        drawn.ticket().chain(), drawn.ticket().level()),
                                drawn.mask());
            case ResultAccepted accepted -> {
                results.put(accepted.run(), accepted);
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

    public Optional<ResultAccepted> result(RunId run) {
        return Optional.ofNullable(results.get(run));
    }

    /** Every result there is. */
    public Collection<ResultAccepted> results() {
        return Collections.unmodifiableCollection(results.values());
    }

    /** A mask by the digest of its bits, whichever search drew it. */
    public Optional<DrawnMask> mask(Digest digest) {
        return masks.values().stream()
                .flatMap(drawn -> drawn.values().stream())
                .filter(drawn -> drawn.digest().equals(digest))
                .findFirst();
    }

    private static RunEnd end(ResultAccepted.Outcome outcome) {
        return switch (outcome) {
            case ResultAccepted.Outcome.Accepted accepted ->
                new RunEnd.Trained(accepted.result().last());
            case ResultAccepted.Outcome.Failed failed -> new RunEnd.Failed(failed.reason());
        };
    }
}
