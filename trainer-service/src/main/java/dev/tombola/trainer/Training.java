package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;

/** Does the work. Blocking; what it throws counts as a failure that may pass. */
public interface Training {
    Attempt train(TrainingRequested task, Cancellation cancellation);
}
