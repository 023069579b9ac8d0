package dev.tombola.ticket.event;

import dev.tombola.ticket.search.RequestedRun;

/**
 * Somebody has to train this. Topic {@code training-requested}, key: the run; a queue, read by a share group.
 *
 * @param ask how often the run has been asked for, from 1: more than once after a withdrawal or when a request was lost
 */
public record TrainingRequested(RequestedRun run, int ask) {
    public TrainingRequested {
        if (run != null && !run.id().equals(run.spec().id())) {
            throw new IllegalArgumentException("run.id: " + run.id() + " is not the name of its spec");
        }
    }
}
