package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From whose checkpoints an interrupted run may go on (design 8). */
public enum Resume {
    /** Those of a trainer with the same numeric fingerprint: the result's bytes are those of an uninterrupted run. */
    @JsonProperty("same-fingerprint")
    SAME_FINGERPRINT,
    /** Anybody's: less is trained twice, but the bytes depend on where the run was interrupted. The result says so. */
    @JsonProperty("any-fingerprint")
    ANY_FINGERPRINT
}
