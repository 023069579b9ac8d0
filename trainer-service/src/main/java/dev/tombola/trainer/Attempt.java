package dev.tombola.trainer;

import dev.tombola.ticket.event.RunResult;

/** How one try at a run ended. */
public sealed interface Attempt {
    /** It came to a result, which lies in the store. */
    record Trained(RunResult result) implements Attempt {}

    /**
     * It failed.
     *
     * @param permanent whether trying again can not help
     */
    record Failed(String reason, boolean permanent) implements Attempt {}

    /** It stopped because it was asked to. */
    record Stopped() implements Attempt {}
}
