package dev.tombola.pruner;

import dev.tombola.kafka.Installation;
import java.time.Duration;
import java.time.Instant;

/** How many trainers are alive, asked of the brokers every other second at most. */
final class TrainerCount {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Installation installation;
    private Instant asked = Instant.EPOCH;
    private int count;

    TrainerCount(Installation installation) {
        this.installation = installation;
    }

    /** Whether trainers have come or gone since this was last asked. */
    boolean changed() {
        var now = Instant.now();
        if (now.isBefore(asked.plus(FRESH))) {
            return false;
        }
        int before = count;
        count = installation.trainers();
        asked = now;
        return count != before;
    }

    int count() {
        return count;
    }
}
