package dev.tombola.ticket.event;

import dev.tombola.ticket.search.RequestedRun;

/** Somebody has to train this. Topic {@code training-requested}, key: the run; a queue, read by a share group. */
public record TrainingRequested(RequestedRun run) {
    public TrainingRequested {
        if (!run.id().equals(run.spec().id())) {
            throw new IllegalArgumentException("run.id: " + run.id() + " is not the name of its spec");
        }
    }
}
