package dev.tombola.cli.watch;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.search.WantedRun;
import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows the topics until a search has its answer. */
public final class Watch implements AutoCloseable {
    /** All that a search's course is told by. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_PROGRESSED,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PROBES = 4;

    private final EventLog log;
    private final String brokers;
    private final Duration patience;
    private final Ledger ledger = new Ledger();
    private @Nullable List<WantedRun> work;

    /** Reads all that was said until now. */
    public Watch(KafkaSettings settings) {
        this(settings, PATIENCE);
    }

    /**
     * Reads all that was said until now.
     *
     * @param patience of silence before the brokers are asked whether they are there, and with their answer
     */
    Watch(KafkaSettings settings, Duration patience) {
        this.patience = patience;
        this.log = Ledger.log(settings, TOPICS);
        this.brokers = String.valueOf(settings.client().get("bootstrap.servers"));
        log.readToEnd(ledger::on);
    }

    public Ledger ledger() {
        return ledger;
    }

    /**
     * Shows what happens from now on.
     *
     * @param trouble asked again and again: what it throws ends the wait
     * @throws CommandFailedException when the brokers do not come back within a minute
     */
    public SearchConcluded untilConcluded(SearchId search, Display display, Runnable trouble) {
        var heard = Instant.now();
        for (var answer = ledger.concluded(search); answer.isEmpty(); answer = ledger.concluded(search)) {
            standing(search).ifPresent(standing -> display.update(standing, ledger));
            trouble.run();
            var events = log.poll(Duration.ofMillis(300));
            events.forEach(event -> tell(event, search, display));
            if (!events.isEmpty()) {
                heard = Instant.now();
            } else if (heard.plus(patience).isBefore(Instant.now())) {
                requireBrokers(search, display, trouble);
                heard = Instant.now();
            }
        }
        return ledger.concluded(search).orElseThrow();
    }

    /** A broker that dies may be started again: that takes some seconds, and is no reason to give up. */
    private void requireBrokers(SearchId search, Display display, Runnable trouble) {
        for (int probe = 1; ; probe++) {
            try {
                log.requireBrokers(patience);
                return;
            } catch (TimeoutException e) {
                trouble.run();
                if (probe == PROBES) {
                    throw new CommandFailedException(
                            "no answer from Kafka at %s any more; the search goes on when it is back: tombola watch %s"
                                    .formatted(brokers, search),
                            e);
                }
                display.line("no answer from Kafka at %s; trying again".formatted(brokers));
            }
        }
    }

    private void tell(Event event, SearchId search, Display display) {
        ledger.on(event);
        if (!(event.value() instanceof TrainingProgressed)) {
            work = null;
        }
        standing(search)
                .flatMap(standing -> Narration.of(event.value(), standing))
                .ifPresent(display::line);
    }

    /** What a search wants is worked out anew when something was drawn or trained, since that takes a while. */
    private Optional<Standing> standing(SearchId search) {
        return ledger.search(search).map(submitted -> {
            var known = work;
            if (known == null) {
                known = WantedRun.of(submitted.resolved(), ledger.facts(search));
                work = known;
            }
            return Standing.of(submitted, known, ledger);
        });
    }

    @Override
    public void close() {
        log.close();
    }
}
