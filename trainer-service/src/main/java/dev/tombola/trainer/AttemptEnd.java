package dev.tombola.trainer;

import dev.tombola.ticket.run.RunResult;

/** How one try at a run ended. */
public sealed interface AttemptEnd {
    /** It came to a result, which lies in the store. */
    record Trained(RunResult result) implements AttemptEnd {}

    /**
     * It failed.
     *
     * @param permanent whether trying again can not help, or was tried often enough
     * @param attempts without progress so far, this one included
     */
    record Failed(String reason, boolean permanent, int attempts) implements AttemptEnd {}

    /**
     * Nothing is wrong with the run, but now is not the time: the store cannot be reached.
     *
     * @param reason in one line
     */
    record Postponed(String reason) implements AttemptEnd {}

    /**
     * The request is not one that the pruner can have made; nothing can be said of its run.
     *
     * @param reason in one line
     */
    record Refused(String reason) implements AttemptEnd {}

    /** It stopped because it was asked to. */
    record Stopped() implements AttemptEnd {}
}
