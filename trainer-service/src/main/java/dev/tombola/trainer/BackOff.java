package dev.tombola.trainer;

import java.time.Duration;

/** How long to wait after a fault: twice as long after every fault in a row, up to a bound. */
final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 4;

    private int faultsInARow;

    /** After one more fault. */
    Duration next() {
        return FIRST.multipliedBy(1L << Math.min(faultsInARow++, MOST_DOUBLINGS));
    }

    /** Something succeeded. */
    void reset() {
        faultsInARow = 0;
    }
}
