package dev.tombola.evaluator;

import dev.tombola.ticket.event.ResultAccepted.Measured;
import org.jspecify.annotations.Nullable;

/** What came of looking at a claim. */
sealed interface Finding {
    /**
     * It stands.
     *
     * @param measured absent where no verdict needs the number
     */
    record Stands(@Nullable Measured measured) implements Finding {}

    /**
     * It does not stand.
     *
     * @param why in one line
     * @param hopeless whether every other claim on the run will have the same fault
     */
    record Faulty(String why, boolean hopeless) implements Finding {}
}
