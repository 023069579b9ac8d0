package dev.tombola.ticket.event;

import dev.tombola.ticket.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come. Topic {@code training-progressed}, key: the run.
 *
 * @param trainer its name
 * @param attempt as in {@link TrainingEnded}; absent in events of version 0.1
 * @param seconds since the attempt began to train; absent in events of version 0.1
 * @param step steps done, of {@code steps}
 * @param loss mean training loss since the last such event; absent at the start
 * @param validation what judges, on the validation split, in [0, 1]; absent where it was not measured
 */
public record TrainingProgressed(
        RunId run,
        String trainer,
        @Nullable String attempt,
        @Nullable Double seconds,
        int step,
        int steps,
        @Nullable Double loss,
        @Nullable Double validation) {}
