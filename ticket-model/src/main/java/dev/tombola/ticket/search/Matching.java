package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/** By which rule a ticket counts as matching. */
public record Matching(Rule rule) {
    public Matching {
        Require.present("rule", rule);
    }

    /** The rules there are. */
    public enum Rule {
        /** mean ≥ dense mean − dense sample standard deviation (paper 1.2). */
        @JsonProperty("within-one-std")
        WITHIN_ONE_STD
    }
}
