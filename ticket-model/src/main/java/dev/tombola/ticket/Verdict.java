package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the evaluator concludes about one ticket on one downstream task (paper 1.2). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Matching.class, name = "matching"),
    @JsonSubTypes.Type(value = Verdict.NotMatching.class, name = "not-matching"),
    @JsonSubTypes.Type(value = Verdict.Undecided.class, name = "undecided")
})
public sealed interface Verdict {
    /** As good as the dense network, at least {@code margin} (0 or more) above what the rule asks for. */
    record Matching(double margin) implements Verdict {}

    /** Worse than the rule allows, by {@code shortfall} (above 0). */
    record NotMatching(double shortfall) implements Verdict {}

    /** Nothing can be said, and why: runs that failed, or two engines that disagree. */
    record Undecided(String reason) implements Verdict {}
}
