package dev.tombola.pruner;

import dev.tombola.kafka.Event;
import dev.tombola.pruner.plan.Reaper;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * When the pruner has its turn: where there is news of searches or of trainers, and again after a pause where something was
 * put off. Knows neither threads nor Kafka, so that the simulation proves what runs.
 */
public final class PrunerTurns {
    /** What it has to hear, each from its beginning. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.SEARCHES,
            Topics.SEARCH_PLANNED,
            Topics.TICKET_DRAWN,
            Topics.TRAINING_REQUESTED,
            Topics.TRAINING_WITHDRAWN,
            Topics.RESULT_ACCEPTED,
            Topics.SEARCH_CONCLUDED);

    /** For how long to wait for events before it looks round without any. */
    public static final Duration IDLE = Duration.ofMillis(250);

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration PAUSE_BETWEEN_REAPINGS = Duration.ofSeconds(5);

    private final Pruner pruner;
    private final Reaper reaper;
    private final TrainerGroup group;
    private final Trainers trainers;
    private final InstantSource clock;
    private boolean news = true;
    private Instant again = Instant.MAX;
    private Instant reaping = Instant.EPOCH;

    public PrunerTurns(Pruner pruner, Reaper reaper, TrainerGroup group, InstantSource clock) {
        this.pruner = pruner;
        this.reaper = reaper;
        this.group = group;
        this.trainers = new Trainers(group, clock);
        this.clock = clock;
    }

    /**
     * Takes in what was heard, and does what is due.
     *
     * @param caughtUp whether all that was there at the start has been heard: before that, what it would say may be said already
     */
    public void tick(List<Event> heard, boolean caughtUp) {
        heard.forEach(this::hear);
        news |= !heard.isEmpty();
        if (!caughtUp) {
            return;
        }
        var now = clock.instant();
        if (trainers.changed() || news || now.isAfter(again)) {
            boolean done = pruner.turn(trainers.count());
            again = done ? Instant.MAX : clock.instant().plus(PAUSE_AFTER_FAULT);
            news = false;
        }
        if (pruner.outstanding() > 0 && now.isAfter(reaping)) {
            group.answeredRequests().ifPresent(answered -> pruner.askAgain(reaper.lost(pruner.asked(), answered, now)));
            reaping = now.plus(PAUSE_BETWEEN_REAPINGS);
        }
    }

    /** Runs that could be trained now. */
    public int outstanding() {
        return pruner.outstanding();
    }

    private void hear(Event event) {
        pruner.hear(event.value());
        reaper.hear(event.value(), event.partition(), event.offset());
    }
}
