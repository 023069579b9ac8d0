package dev.tombola.ticket.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;

/**
 * A trainer's claim about a run. Topic {@code training-ended}, key: the run. Only the evaluator reads it; everybody else
 * waits for {@link ResultAccepted}.
 *
 * @param trainer its name
 * @param attempt names this try, among several of the same run
 */
public record TrainingEnded(RunId run, String trainer, String attempt, Outcome outcome) {

    /** What became of the attempt. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Trained.class, name = "trained"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Outcome.Released.class, name = "released")
    })
    public sealed interface Outcome {
        /** It came to a result. */
        record Trained(RunResult result) implements Outcome {}

        /**
         * It failed.
         *
         * @param permanent whether trying again can not help, or was tried often enough
         * @param attempts without progress so far, this one included
         */
        record Failed(String reason, boolean permanent, int attempts) implements Outcome {}

        /** It was given back to the queue unfinished. */
        record Released(String reason) implements Outcome {}
    }
}
