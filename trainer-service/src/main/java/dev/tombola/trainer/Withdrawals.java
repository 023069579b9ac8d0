package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;

/** Which requests nobody wants answered any more. For several threads. */
public interface Withdrawals {
    boolean contains(TrainingRequested request);
}
