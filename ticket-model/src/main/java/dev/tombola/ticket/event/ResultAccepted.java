package dev.tombola.ticket.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import org.jspecify.annotations.Nullable;

/** How a run ended, once and for all. Topic {@code result-accepted}, key: the run; its one writer is the evaluator. */
public record ResultAccepted(RunId run, Outcome outcome) {

    /** A result that stands, or a stated failure. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Accepted.class, name = "accepted"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")
    })
    public sealed interface Outcome {
        /**
         * The first claim that stood.
         *
         * @param measured the evaluator's own measurement; absent where the run serves no verdict
         */
        record Accepted(
                String attempt, RunResult result, @Nullable Measured measured) implements Outcome {}

        /** Nobody could train it. */
        record Failed(String reason, int attempts) implements Outcome {}
    }

    /**
     * A second engine's opinion.
     *
     * @param engine that measured, with its version
     * @param metric as it measured it: this is what verdicts use
     * @param flipped predictions that differ from the trainer's
     * @param agrees whether those are few enough to trust the number (at most 0.1 %, or fewer than 3)
     */
    public record Measured(String engine, Metric metric, int flipped, boolean agrees) {}
}
