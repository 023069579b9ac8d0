package dev.tombola.cli.watch;

import dev.tombola.kafka.Event;
import dev.tombola.kafka.EventLog;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.util.List;

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
        var narration = new Narration(search, ledger);
        for (var answer = ledger.concluded(search); ; answer = ledger.concluded(search)) {
            Standing.of(search, ledger).ifPresent(standing -> display.update(standing, ledger));
            if (answer.isPresent()) {
                return answer.get();
            }
            trouble.run();
            log.poll(Duration.ofMillis(300)).forEach(event -> tell(event, narration, display));
        }
    }

    private void tell(Event event, Narration narration, Display display) {
        ledger.on(event);
        narration.of(event.value()).ifPresent(display::line);
    }

    @Override
    public void close() {
        log.close();
    }
}
