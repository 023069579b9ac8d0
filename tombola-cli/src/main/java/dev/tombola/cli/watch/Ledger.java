package dev.tombola.cli.watch;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the topics say: the last value of every key. */
public final class Ledger {
    /** Of progress, that of the runs that go on now is of interest: who trains says how far it is every few seconds. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    private final History history = new History();
    private final Map<SearchId, SearchConcluded> concluded = new HashMap<>();
    private final Map<TicketId, TicketDrawn> tickets = new LinkedHashMap<>();
    private final Map<String, TicketEvaluated> verdicts = new LinkedHashMap<>();
    private final Map<RunId, TrainingProgressed> progress = new HashMap<>();
    private final Map<RunId, Integer> requested = new HashMap<>();
    private final Map<RunId, Integer> withdrawn = new HashMap<>();

    /** What some topics say now. */
    public static Ledger read(KafkaSettings settings, List<Topic<?>> topics) {
        var ledger = new Ledger();
        try (var log = log(settings, topics)) {
            log.readToEnd(ledger::on);
        }
        return ledger;
    }

    /** Topics as a ledger needs them: progress is kept for a month and comes by the thousand, so old progress is left out. */
    static EventLog log(KafkaSettings settings, List<Topic<?>> topics) {
        return new EventLog(
                settings,
                topics,
                topics.contains(Topics.TRAINING_PROGRESSED)
                        ? Map.of(Topics.TRAINING_PROGRESSED, Instant.now().minus(RECENT))
                        : Map.of());
    }

    public void on(Event event) {
        history.hear(event.value());
        switch (event.value()) {
            case SearchConcluded answer -> concluded.put(answer.search(), answer);
            case TicketDrawn drawn -> tickets.put(drawn.ticket(), drawn);
            case TicketEvaluated evaluated -> verdicts.put(evaluated.key(), evaluated);
            case TrainingProgressed progressed -> progress.put(progressed.run(), progressed);
            case TrainingRequested request -> requested.merge(request.run().id(), request.ask(), Math::max);
            case TrainingWithdrawn change -> withdrawn.merge(change.run(), change.ask(), Math::max);
            default -> {}
        }
    }

    public Collection<SearchSubmitted> searches() {
        return history.searches();
    }

    public Optional<SearchSubmitted> search(SearchId search) {
        return history.search(search);
    }

    /** A search's answer; that of a cancelled one counts no more once the search was submitted again. */
    public Optional<SearchConcluded> concluded(SearchId search) {
        boolean wanted = search(search).map(submitted -> !submitted.cancelled()).orElse(false);
        return Optional.ofNullable(concluded.get(search)).filter(answer -> !(answer.cancelled() && wanted));
    }

    public Optional<ResultAccepted> result(RunId run) {
        return history.result(run);
    }

    public Optional<TrainingProgressed> progress(RunId run) {
        return Optional.ofNullable(progress.get(run));
    }

    /** A search's masks, in the order in which they were drawn first. */
    public List<TicketDrawn> tickets(SearchId search) {
        return tickets.values().stream()
                .filter(drawn -> drawn.ticket().search().equals(search))
                .toList();
    }

    /** What was said about a ticket, task by task. */
    public List<TicketEvaluated> verdicts(TicketId ticket) {
        return verdicts.values().stream()
                .filter(verdict -> verdict.ticket().equals(ticket))
                .toList();
    }

    /** How many requests wait for a trainer or are with one. */
    public long outstanding() {
        return requested.entrySet().stream()
                .filter(request -> history.result(request.getKey()).isEmpty())
                .filter(request -> request.getValue() > withdrawn.getOrDefault(request.getKey(), 0))
                .count();
    }

    /** What planning a search goes by. */
    public Facts facts(SearchId search) {
        return history.facts(search);
    }
}
