package dev.tombola.cli.audit;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that was said on the topics, about every search. */
final class Evidence {
    /**
     * What follows is read before what it follows from: a result that comes in meanwhile is never seen without its plan, nor a
     * conclusion without its results.
     */
    private static final List<List<Topic<?>>> ORDER = List.of(
            List.of(Topics.SEARCH_CONCLUDED),
            List.of(Topics.TICKET_EVALUATED, Topics.RESULT_ACCEPTED),
            List.of(Topics.TRAINING_ENDED, Topics.TRAINING_PROGRESSED, Topics.TICKET_DRAWN),
            List.of(Topics.SEARCH_PLANNED),
            List.of(Topics.SEARCHES));

    private final Map<SearchId, SearchSubmitted> searches = new LinkedHashMap<>();
    private final Map<SearchId, SearchPlanned> plans = new HashMap<>();
    private final Map<SearchId, SearchConcluded> conclusions = new HashMap<>();
    private final Map<String, TicketDrawn> masks = new HashMap<>();
    private final Map<String, TicketEvaluated> verdicts = new HashMap<>();
    private final Map<RunId, Set<ResultAccepted>> results = new LinkedHashMap<>();
    private final Map<RunId, List<RunResult>> claims = new HashMap<>();
    private final Map<RunId, Map<String, Effort>> told = new HashMap<>();
    private final Set<RunId> planned = new HashSet<>();
    private final List<Violation> misfiled = new ArrayList<>();

    /** Everything that is on the topics now. */
    static Evidence read(KafkaSettings kafka) {
        var evidence = new Evidence();
        for (var topics : ORDER) {
            try (var log = new EventLog(kafka, topics)) {
                log.readToEnd(evidence::hear);
            }
        }
        return evidence;
    }

    /** Of what has one value, a later one replaces an earlier one; of results and claims all are kept. */
    void hear(Event event) {
        switch (event.value()) {
            case SearchSubmitted submitted -> searches.put(submitted.search(), submitted);
            case SearchPlanned plan -> hear(plan);
            case SearchConcluded conclusion -> conclusions.put(conclusion.search(), conclusion);
            case TicketDrawn drawn -> masks.put(drawn.ticket().path(), drawn);
            case TicketEvaluated evaluated -> verdicts.put(evaluated.key(), evaluated);
            case ResultAccepted result -> hear(result, event.key());
            case TrainingEnded ended -> hear(ended);
            case TrainingProgressed progressed -> hear(progressed);
            default -> {}
        }
    }

    private void hear(SearchPlanned plan) {
        plans.put(plan.search(), plan);
        plan.runs().stream()
                .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                .forEach(planned::add);
    }

    private void hear(ResultAccepted result, String key) {
        if (!key.equals(result.run().toString())) {
            misfiled.add(new Violation(
                    Violation.Kind.NO_PLAN, "a result of run %s lies under the key %s".formatted(result.run(), key)));
        }
        results.computeIfAbsent(result.run(), _ -> new LinkedHashSet<>()).add(result);
    }

    private void hear(TrainingEnded ended) {
        if (ended.outcome() instanceof TrainingEnded.Outcome.Trained(var result)) {
            claims.computeIfAbsent(ended.run(), _ -> new ArrayList<>()).add(result);
        }
    }

    private void hear(TrainingProgressed progressed) {
        String attempt = progressed.attempt();
        Double seconds = progressed.seconds();
        if (attempt != null && seconds != null) {
            told.computeIfAbsent(progressed.run(), _ -> new HashMap<>())
                    .merge(attempt, new Effort(progressed.step(), progressed.step(), seconds), Effort::and);
        }
    }

    /** In the order in which they were submitted. */
    List<SearchSubmitted> searches() {
        return List.copyOf(searches.values());
    }

    /** The latest plan of a search. */
    Optional<SearchPlanned> plan(SearchId search) {
        return Optional.ofNullable(plans.get(search));
    }

    /** A search's answer; that of a cancelled one counts no more once the search was submitted again. */
    Optional<SearchConcluded> conclusion(SearchSubmitted search) {
        return Optional.ofNullable(conclusions.get(search.search()))
                .filter(answer -> !answer.cancelled() || search.cancelled());
    }

    Optional<TicketDrawn> mask(String ticket) {
        return Optional.ofNullable(masks.get(ticket));
    }

    Optional<TicketEvaluated> verdict(String key) {
        return Optional.ofNullable(verdicts.get(key));
    }

    /** Runs that somebody accepted a result of, whoever planned them. */
    Set<RunId> ended() {
        return results.keySet();
    }

    /** Whether any plan of any search has the run. */
    boolean isPlanned(RunId run) {
        return planned.contains(run);
    }

    /** Everything different that was accepted about a run. */
    Set<ResultAccepted> results(RunId run) {
        return results.getOrDefault(run, Set.of());
    }

    /** What was accepted last: that a result was measured is said later than that it stands. */
    Optional<ResultAccepted> result(RunId run) {
        return results(run).stream().reduce((_, later) -> later);
    }

    /** The result that was accepted last. */
    Optional<ResultAccepted.Outcome.Accepted> accepted(RunId run) {
        return result(run)
                .map(ResultAccepted::outcome)
                .filter(ResultAccepted.Outcome.Accepted.class::isInstance)
                .map(ResultAccepted.Outcome.Accepted.class::cast);
    }

    /** Results that trainers claimed, needed or not. */
    List<RunResult> claims(RunId run) {
        return claims.getOrDefault(run, List.of());
    }

    /** What attempts told of themselves while they trained. */
    Map<String, Effort> told(RunId run) {
        return told.getOrDefault(run, Map.of());
    }

    /** Results under wrong keys. */
    List<Violation> misfiled() {
        return misfiled;
    }
}
