package dev.tombola.evaluator.judge;

/** What one run says about a ticket. */
public sealed interface Score {
    /**
     * A number to count with.
     *
     * @param value of the task's metric, higher is better
     */
    record Measured(double value) implements Score {}

    /** Two engines disagree about the network, so its number is not used. */
    record Disputed(int flipped) implements Score {}

    /** The run was given up. */
    record Failed(String reason) implements Score {}
}
