package dev.tombola.trainer.run;

import dev.tombola.ticket.store.StoreException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Waits for a store that is away, longer and longer: what was trained for hours is worth it. */
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration MOST = Duration.ofMinutes(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Timepiece time;
    private final BooleanSupplier hurry;

    /**
     * Waits by this clock.
     *
     * @param hurry whether nothing is waited for any more
     */
    Patience(Timepiece time, BooleanSupplier hurry) {
        this.time = time;
        this.hurry = hurry;
    }

    /** What the action gives, as soon as the store lets it. */
    <T> T get(Supplier<T> action) {
        long begun = time.nanos();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return action.get();
            } catch (StoreException e) {
                if (hurry.getAsBoolean() || time.nanos() - begun > MOST.toNanos()) {
                    throw e;
                }
                LOG.warnf("the store is waited for: %s", e.getMessage());
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void rest(Duration pause) {
        long begun = time.nanos();
        while (!hurry.getAsBoolean() && time.nanos() - begun < pause.toNanos()) {
            time.pause(GLANCE);
        }
    }
}
