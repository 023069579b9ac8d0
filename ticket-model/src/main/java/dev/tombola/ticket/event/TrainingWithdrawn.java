package dev.tombola.ticket.event;

import dev.tombola.ticket.run.RunId;

/**
 * No live search wants a run any more. Topic {@code training-withdrawn}, key: the run.
 *
 * @param ask requests up to this one are void; a later one holds, whichever of the two topics is read first
 */
public record TrainingWithdrawn(RunId run, int ask) {
    public TrainingWithdrawn {
        TrainingRequested.requireAsk(ask);
    }
}
