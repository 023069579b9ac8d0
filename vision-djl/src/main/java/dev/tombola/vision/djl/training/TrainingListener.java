package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.EpochMetrics;

/** Hears of a run's progress, on the thread that trains. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Before the first step.
     *
     * @param step steps that were done before, of {@code steps}
     */
    default void begun(int step, int steps) {}

    /**
     * Within an epoch, at intervals.
     *
     * @param step steps done, of {@code steps}
     * @param loss mean since the last call
     */
    default void progressed(int step, int steps, double loss) {}

    /** At the end of every epoch, after its validation. */
    default void epochEnded(int step, int steps, EpochMetrics epoch) {}
}
