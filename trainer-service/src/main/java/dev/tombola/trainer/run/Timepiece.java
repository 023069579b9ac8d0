package dev.tombola.trainer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** How time passes for a run: the simulation lets it pass at once. */
public interface Timepiece {
    /** Of this machine. */
    Timepiece SYSTEM = new Timepiece() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) {
            LockSupport.parkNanos(duration.toNanos());
        }
    };

    Instant now();

    /** For differences: nobody sets it back. */
    long nanos();

    /** Lets so much time pass, or less. */
    void pause(Duration duration);
}
