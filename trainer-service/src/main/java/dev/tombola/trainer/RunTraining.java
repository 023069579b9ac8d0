package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;

/** Does the work. Blocking; what it throws counts as a failure that may pass. */
public interface RunTraining {
    /**
     * Trains a run, or goes on with it, to its result.
     *
     * @param attempt names this try, among several of the same run
     */
    AttemptEnd train(TrainingRequested request, String attempt, Cancellation cancellation);
}
