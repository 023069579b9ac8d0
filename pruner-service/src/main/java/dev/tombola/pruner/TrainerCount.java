package dev.tombola.pruner;

import dev.tombola.kafka.Installation;
import java.time.Duration;
import java.time.Instant;

/** How many trainers are alive, asked of the brokers every other second at most. */
final class TrainerCount {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Installation installation;
    private Instant asked = Instant.MIN;
    private int count;

    TrainerCount(Installation installation) {
        this.installation = installation;
    }

    int now() {
        var now = Instant.now();
        if (asked.plus(FRESH).isBefore(now)) {
            count = installation.trainers();
            asked = now;
        }
        return count;
    }
}
