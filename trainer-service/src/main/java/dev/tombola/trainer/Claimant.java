package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingEnded;

/** Publishes how attempts ended. */
public interface Claimant {
    /** Returns when the brokers have it. */
    void publish(TrainingEnded ended);
}
