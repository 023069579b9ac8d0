package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;
import java.time.Duration;

/** Where training happens: beside the loop, which has a lease to keep. */
public interface Worker {
    /**
     * Begins at once, and returns at once.
     *
     * @param attempt names this try, among several of the same run
     */
    Work begin(TrainingRequested request, String attempt, Cancellation cancellation);

    /** Lets time pass while there is nothing to do. */
    void rest(Duration duration);

    /** Training that was begun. */
    interface Work {
        /** Waits at most so long for its end. Whether it has ended. */
        boolean await(Duration most);

        /** How it ended; only once it has. */
        AttemptEnd attempt();
    }
}
