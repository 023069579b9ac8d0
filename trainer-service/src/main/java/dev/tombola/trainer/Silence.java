package dev.tombola.trainer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** For how long a training has given no sign of life. One that hangs holds its thread, and would keep its lease for ever. */
final class Silence {
    /** Fetching a data set or testing a network may take hours without a step; nothing takes this long. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private final InstantSource clock;
    private Cancellation training = new Cancellation();
    private int timesAsked;
    private Instant lastSign;

    /** Of nobody: silence begins anew with every {@link #begin}. */
    Silence(InstantSource clock) {
        this.clock = clock;
        this.lastSign = clock.instant();
    }

    /**
     * Listens to a training.
     *
     * @param training which it asks at every step
     */
    void begin(Cancellation training) {
        this.training = training;
        broken(training.timesAsked());
    }

    /** Nothing is being trained, so there is nothing to listen to. */
    void pause() {
        broken(training.timesAsked());
    }

    /**
     * Listens once.
     *
     * @throws IllegalStateException when the training hangs
     */
    void requireSign() {
        int asked = training.timesAsked();
        if (asked != timesAsked) {
            broken(asked);
        } else if (clock.instant().isAfter(lastSign.plus(LONGEST))) {
            throw new IllegalStateException(
                    "the training has hung since %s: no step for %d hours".formatted(lastSign, LONGEST.toHours()));
        }
    }

    private void broken(int asked) {
        timesAsked = asked;
        lastSign = clock.instant();
    }
}
