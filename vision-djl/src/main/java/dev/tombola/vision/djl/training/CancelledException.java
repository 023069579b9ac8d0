package dev.tombola.vision.djl.training;

import java.util.function.BooleanSupplier;

/** Somebody wanted the run to stop. */
public final class CancelledException extends RuntimeException {
    CancelledException(int step) {
        super("cancelled after step " + step);
    }

    /** Throws if somebody does; {@code step} is the last one taken. */
    static void check(BooleanSupplier cancelled, int step) {
        if (cancelled.getAsBoolean()) {
            throw new CancelledException(step);
        }
    }
}
