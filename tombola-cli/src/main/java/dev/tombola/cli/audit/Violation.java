package dev.tombola.cli.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Something that must never be, in one line. */
public record Violation(Kind kind, String what) {
    /** What is broken. */
    public enum Kind {
        /** A planned run has neither a result nor a stated failure. */
        @JsonProperty("no-end")
        NO_END,
        /** A run ended in two ways. */
        @JsonProperty("two-ends")
        TWO_ENDS,
        /** A result belongs to no plan, or to another run than it says. */
        @JsonProperty("no-plan")
        NO_PLAN,
        /** One run on one numeric fingerprint came to different bytes. */
        @JsonProperty("unequal-bytes")
        UNEQUAL_BYTES,
        /** An object is missing from the bucket, or is not what was written. */
        @JsonProperty("object")
        OBJECT,
        /** The conclusion is not what follows from the results. */
        @JsonProperty("conclusion")
        CONCLUSION
    }
}
