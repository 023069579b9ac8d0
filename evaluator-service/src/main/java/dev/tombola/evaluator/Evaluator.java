package dev.tombola.evaluator;

import dev.tombola.evaluator.judge.Conclusion;
import dev.tombola.evaluator.judge.Judge;
import dev.tombola.evaluator.judge.Score;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.History;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.RunResult;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.search.DrawnMask;
import dev.tombola.ticket.search.Expansion;
import dev.tombola.ticket.search.Prospect.Ready;
import dev.tombola.ticket.search.RequestedRun;
import dev.tombola.ticket.search.Role;
import dev.tombola.ticket.search.RunId;
import dev.tombola.ticket.store.Digest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of results, verdicts and conclusions. Knows nothing of Kafka and keeps nothing: whatever it says, it
 * also hears. For several threads, since measuring takes longer than hearing.
 */
final class Evaluator {
    private static final Logger LOG = Logger.getLogger(Evaluator.class);

    private final Consumer<Outgoing<?>> mouth;
    private final History history = new History();
    private final Map<String, TicketEvaluated> verdicts = new HashMap<>();
    private final Map<String, SearchConcluded> conclusions = new HashMap<>();
    private final Set<SearchId> senseless = new HashSet<>();
    private boolean news = true;

    /**
     * An evaluator that has heard nothing yet.
     *
     * @param mouth returns when the event it is given will be heard by all, or throws
     */
    Evaluator(Consumer<Outgoing<?>> mouth) {
        this.mouth = mouth;
    }

    synchronized void hear(Object event) {
        news = true;
        switch (event) {
            case TicketEvaluated evaluated -> verdicts.put(evaluated.key(), evaluated);
            case SearchConcluded conclusion -> {
                conclusions.put(conclusion.search().value(), conclusion);
                history.hear(conclusion);
            }
            default -> history.hear(event);
        }
    }

    synchronized Optional<ResultAccepted> accepted(RunId run) {
        return history.result(run);
    }

    synchronized Optional<DrawnMask> mask(@Nullable Digest digest) {
        return digest == null ? Optional.empty() : history.mask(digest);
    }

    /** Accepts a claim, or a better-known version of one that was; the first claim on a run is the one that counts. */
    synchronized void accept(ResultAccepted result) {
        say(new Outgoing<>(Topics.RESULT_ACCEPTED, result.run().toString(), result));
    }

    /** Whether a live search measures tickets by this run; others only need its weights. */
    synchronized boolean servesVerdict(RunId run) {
        return transfers().anyMatch(run::equals);
    }

    /** Says every verdict and conclusion that is new. Returns results that have to be measured before more can be said. */
    synchronized List<RunResult> turn() {
        if (!news) {
            return List.of();
        }
        news = false;
        List.copyOf(history.searches()).forEach(this::judge);
        return transfers()
                .distinct()
                .map(this::unmeasured)
                .filter(Objects::nonNull)
                .toList();
    }

    /** One that makes no sense is named once, and the others go on. */
    private void judge(SearchSubmitted search) {
        if (senseless.contains(search.search())) {
            return;
        }
        try {
            turn(search);
        } catch (IllegalArgumentException | IllegalStateException e) {
            senseless.add(search.search());
            LOG.errorf("search %s cannot be judged: %s", search.search(), e.getMessage());
        }
    }

    private Stream<RunId> transfers() {
        return history.live().stream()
                .filter(search -> !senseless.contains(search.search()))
                .map(search -> Expansion.of(search.resolved(), history.facts(search.search())))
                .flatMap(expansion -> expansion.runs().stream())
                .filter(planned -> planned.role() instanceof Role.Transfer)
                .flatMap(planned ->
                        planned.run() instanceof Ready<RequestedRun>(var run) ? Stream.of(run.id()) : Stream.empty());
    }

    private void turn(SearchSubmitted search) {
        var known = conclusions.get(search.search().value());
        if (known != null && (!known.cancelled() || search.cancelled())) {
            return;
        }
        var facts = history.facts(search.search());
        var judged = Judge.judge(search.resolved(), facts, scores());
        judged.stream()
                .filter(verdict -> !verdict.equals(verdicts.get(verdict.key())))
                .forEach(verdict -> say(new Outgoing<>(Topics.TICKET_EVALUATED, verdict.key(), verdict)));
        var expansion = Expansion.of(search.resolved(), facts);
        if (search.cancelled() || (expansion.isSettled() && allMeasured(expansion))) {
            var conclusion = Conclusion.of(search.resolved(), judged, search.cancelled());
            say(new Outgoing<>(Topics.SEARCH_CONCLUDED, search.search().value(), conclusion));
        }
    }

    private boolean allMeasured(Expansion expansion) {
        return expansion.runs().stream()
                .filter(planned -> planned.role() instanceof Role.Transfer)
                .allMatch(planned ->
                        !(planned.run() instanceof Ready<RequestedRun>(var run)) || unmeasured(run.id()) == null);
    }

    private @Nullable RunResult unmeasured(RunId run) {
        return history.result(run)
                .map(ResultAccepted::outcome)
                .filter(outcome -> outcome instanceof Outcome.Accepted accepted && accepted.measured() == null)
                .map(outcome -> ((Outcome.Accepted) outcome).result())
                .orElse(null);
    }

    private Map<RunId, Score> scores() {
        var scores = new HashMap<RunId, Score>();
        history.results()
                .forEach(result -> score(result.outcome()).ifPresent(score -> scores.put(result.run(), score)));
        return scores;
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

    private void say(Outgoing<?> outgoing) {
        mouth.accept(outgoing);
        hear(outgoing.event());
    }
}
