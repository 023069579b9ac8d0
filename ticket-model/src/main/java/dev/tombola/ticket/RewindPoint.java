package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The weights from which every round of a chain, and every transfer of its tickets, starts again (paper 1.5). */
public enum RewindPoint {
    /** θ_p, the pre-trained weights. */
    @JsonProperty("pretrained")
    PRETRAINED,
    /** θ_0, a random initialisation from the chain's seed. */
    @JsonProperty("random")
    RANDOM
}
