package dev.tombola.evaluator;

import dev.tombola.evaluator.judge.Conclusion;
import dev.tombola.evaluator.judge.Judge;
import dev.tombola.evaluator.judge.Score;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunNames;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.store.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of results, verdicts and conclusions. Knows nothing of Kafka and keeps nothing: whatever it says, it
 * also hears. For several threads, since measuring takes longer than hearing.
 */
public final class Evaluator {
    private static final Logger LOG = Logger.getLogger(Evaluator.class);

    private final Consumer<Outgoing<?>> mouth;
    private final History history = new History();
    private final Map<String, TicketEvaluated> verdicts = new HashMap<>();
    private final Map<String, SearchConcluded> conclusions = new HashMap<>();
    private final Map<RunId, Score> scores = new HashMap<>();
    private final Set<SearchId> senseless = new HashSet<>();

    /** By whatever search, live or not. */
    private final Set<RunId> planned = new HashSet<>();

    /** What searches want; of a live one that makes sense, either this is here or it is among {@link #changed}. */
    private final Map<SearchId, SearchStanding> expanded = new HashMap<>();

    /** Of searches that have not concluded. */
    private final Map<SearchId, RunNames> names = new HashMap<>();

    /** Searches that have to be looked at as a whole. */
    private final Set<SearchId> changed = new LinkedHashSet<>();

    /** Transfers of the other searches that have ended since the last turn. */
    private final Map<SearchId, Set<RunId>> ended = new LinkedHashMap<>();

    /**
     * An evaluator that has heard nothing yet.
     *
     * @param mouth returns when the event it is given will be heard by all, or throws
     */
    public Evaluator(Consumer<Outgoing<?>> mouth) {
        this.mouth = mouth;
    }

    public synchronized void hear(Object event) {
        switch (event) {
            case TicketEvaluated evaluated -> verdicts.put(evaluated.key(), evaluated);
            case SearchConcluded conclusion -> {
                conclusions.put(conclusion.search().value(), conclusion);
                history.hear(conclusion);
                names.remove(conclusion.search());
                changed(conclusion.search());
            }
            case SearchSubmitted submitted -> {
                history.hear(submitted);
                changed(submitted.search());
            }
            case TicketDrawn drawn -> {
                history.hear(drawn);
                changed(drawn.ticket().search());
            }
            case ResultAccepted result -> hear(result);
            case SearchPlanned plan -> {
                history.hear(plan);
                plan.runs().stream()
                        .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                        .forEach(planned::add);
            }
            default -> history.hear(event);
        }
    }

    /** News for the searches that want the run; the others have no work with it. */
    private void hear(ResultAccepted result) {
        if (history.result(result.run()).filter(result::equals).isPresent()) {
            return;
        }
        history.hear(result);
        score(result.outcome())
                .ifPresentOrElse(score -> scores.put(result.run(), score), () -> scores.remove(result.run()));
        for (var search : List.copyOf(expanded.keySet())) {
            var known = expanded.get(search);
            if (known != null && known.inputs().contains(result.run())) {
                changed(search);
            } else if (known != null && known.transfers().contains(result.run())) {
                known.note(result.run(), scores.containsKey(result.run()));
                ended.computeIfAbsent(search, _ -> new LinkedHashSet<>()).add(result.run());
            }
        }
    }

    private void changed(SearchId search) {
        expanded.remove(search);
        changed.add(search);
    }

    public synchronized Optional<ResultAccepted> accepted(RunId run) {
        return history.result(run);
    }

    synchronized Optional<StoredMask> mask(@Nullable Digest digest) {
        return digest == null ? Optional.empty() : history.mask(digest);
    }

    /** Accepts a claim, or a better-known version of one that was; the first claim on a run is the one that counts. */
    synchronized void accept(ResultAccepted result) {
        say(new Outgoing<>(Topics.RESULT_ACCEPTED, result));
    }

    /** Whether a search has planned it, be it over by now. */
    synchronized boolean isPlanned(RunId run) {
        return planned.contains(run);
    }

    /** Whether a live search measures tickets by this run; others only need its weights. */
    public synchronized boolean servesVerdict(RunId run) {
        return history.live().stream()
                .anyMatch(search -> sensible(search.search(), () -> expanded(search))
                        .filter(known -> known.transfers().contains(run))
                        .isPresent());
    }

    /**
     * Says every verdict and conclusion that is new. Returns results that have to be measured before more can be said, of
     * searches that there is news of.
     */
    public synchronized List<RunResult> turn() {
        var whole = new LinkedHashSet<>(changed);
        var parts = new LinkedHashMap<>(ended);
        changed.clear();
        ended.clear();
        parts.keySet().removeAll(whole);
        whole.forEach(search -> history.search(search).ifPresent(it -> judge(it, Judge::verdicts)));
        parts.forEach((search, runs) ->
                history.search(search).ifPresent(it -> judge(it, (judge, known) -> judge.verdicts(known, runs))));
        var live = history.live().stream().map(SearchSubmitted::search).toList();
        return Stream.concat(
                        live.stream()
                                .filter(whole::contains)
                                .flatMap(search -> Optional.ofNullable(expanded.get(search)).stream())
                                .flatMap(known -> known.transfers().stream()),
                        live.stream().flatMap(search -> parts.getOrDefault(search, Set.of()).stream()))
                .distinct()
                .flatMap(run -> unmeasured(run).stream())
                .toList();
    }

    private void judge(SearchSubmitted search, Judging judging) {
        var known = conclusions.get(search.search().value());
        if (known == null || (known.cancelled() && !search.cancelled())) {
            sensible(search.search(), () -> answer(search, judging)).ifPresent(this::say);
        }
    }

    /** Gives all verdicts of a search, or those that there is news of. */
    @FunctionalInterface
    private interface Judging {
        List<TicketEvaluated> verdicts(Judge judge, Map<RunId, Score> scores);
    }

    /** What there is to say of a search, without saying it. */
    private List<Outgoing<?>> answer(SearchSubmitted search, Judging judging) {
        var known = expanded(search);
        var answer = new ArrayList<Outgoing<?>>();
        judging.verdicts(known.judge(), scores).stream()
                .filter(verdict -> !verdict.equals(verdicts.get(verdict.key())))
                .forEach(verdict -> answer.add(new Outgoing<>(Topics.TICKET_EVALUATED, verdict)));
        if (search.cancelled() || known.isSettled()) {
            var conclusion = Conclusion.of(search.resolved(), known.judge().verdicts(scores), search.cancelled());
            answer.add(new Outgoing<>(Topics.SEARCH_CONCLUDED, conclusion));
        }
        return answer;
    }

    private SearchStanding expanded(SearchSubmitted search) {
        return expanded.computeIfAbsent(
                search.search(),
                name -> SearchStanding.of(
                        search,
                        history.facts(name),
                        names.computeIfAbsent(name, _ -> new RunNames()),
                        scores::containsKey));
    }

    /** Nothing of a search that makes no sense, which is named once; the others go on. */
    private <T> Optional<T> sensible(SearchId search, Supplier<T> thought) {
        if (senseless.contains(search)) {
            return Optional.empty();
        }
        try {
            return Optional.of(thought.get());
        } catch (RuntimeException e) { // expanding and judging are pure: it can only be the search
            senseless.add(search);
            LOG.errorf("search %s cannot be judged: %s", search, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<RunResult> unmeasured(RunId run) {
        return scores.containsKey(run)
                ? Optional.empty()
                : history.result(run).flatMap(known -> switch (known.outcome()) {
                    case Outcome.Accepted accepted -> Optional.of(accepted.result());
                    case Outcome.Failed _ -> Optional.empty();
                });
    }

    private static Optional<Score> score(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Optional.of(new Score.Failed(failed.reason()));
            case Outcome.Accepted accepted ->
                Optional.ofNullable(accepted.measured())
                        .map(measured -> measured.agrees()
                                ? new Score.Measured(measured.metric().value())
                                : new Score.Disputed(measured.flipped()));
        };
    }

    private void say(List<Outgoing<?>> answer) {
        answer.forEach(this::say);
    }

    private void say(Outgoing<?> outgoing) {
        mouth.accept(outgoing);
        hear(outgoing.event());
    }
}
