package dev.tombola.cli.watch;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the topics until a search has its answer. */
public final class Watch implements AutoCloseable {
    /** All that a search's course is told by. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.SEARCHES,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_PROGRESSED,
            Topics.RESULT_ACCEPTED,
            Topics.TICKET_EVALUATED,
            Topics.SEARCH_CONCLUDED);

    private final EventLog log;
    private final Ledger ledger = new Ledger();
    private @Nullable List<Work> work;

    /** Reads all that was said until now. */
    public Watch(KafkaSettings settings) {
        this.log = new EventLog(settings, TOPICS);
        log.readToEnd().forEach(ledger::on);
    }

    public Ledger ledger() {
        return ledger;
    }

    /**
     * Shows what happens from now on.
     *
     * @param trouble asked again and again: what it throws ends the wait
     */
    public SearchConcluded untilConcluded(SearchId search, Display display, Runnable trouble) {
        for (var answer = ledger.concluded(search); answer.isEmpty(); answer = ledger.concluded(search)) {
            standing(search).ifPresent(standing -> display.update(standing, ledger));
            trouble.run();
            log.poll(Duration.ofMillis(300)).forEach(event -> tell(event, search, display));
        }
        return ledger.concluded(search).orElseThrow();
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
                known = Work.of(submitted.resolved(), ledger.facts(search));
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
