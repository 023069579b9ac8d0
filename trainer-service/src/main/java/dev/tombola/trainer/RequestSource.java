package dev.tombola.trainer;

import java.time.Duration;
import java.util.Optional;

/** Where training requests come from, one at a time. Not for several threads, but for {@link #wakeup()}. */
public interface RequestSource extends AutoCloseable {
    /**
     * Waits at most so long for a request, which is then leased to this trainer alone.
     *
     * @throws GroupFullException when there are too many trainers
     */
    Optional<RequestLease> next(Duration wait);

    /** Ends a waiting {@link #next} at once; for other threads. */
    void wakeup();

    @Override
    void close();
}
