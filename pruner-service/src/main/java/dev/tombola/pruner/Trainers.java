package dev.tombola.pruner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How many trainers there are. While nobody says, what was heard last holds, since planning does without. */
final class Trainers {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final TrainerGroup group;
    private final InstantSource clock;
    private Instant asked = Instant.EPOCH;
    private int count;

    Trainers(TrainerGroup group, InstantSource clock) {
        this.group = group;
        this.clock = clock;
    }

    /** Whether trainers have come or gone since this was last asked. Asks the group every other second at most. */
    boolean changed() {
        if (clock.instant().isBefore(asked.plus(FRESH))) {
            return false;
        }
        int before = count;
        count = group.members().orElse(before);
        asked = clock.instant();
        return count != before;
    }

    /** How many were there when they were last counted. */
    int count() {
        return count;
    }
}
