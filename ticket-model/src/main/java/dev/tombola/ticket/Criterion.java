package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What decides which weights a chain prunes. */
public enum Criterion {
    /** The smallest magnitudes over all prunable layers, after training the round: IMP (paper 1.3). */
    @JsonProperty("magnitude")
    MAGNITUDE,
    /** The smallest magnitudes of the weights that the chain starts from, without any training. */
    @JsonProperty("one-shot-magnitude")
    ONE_SHOT_MAGNITUDE,
    /** Uniformly at random over all prunable weights: m_r of paper 1.7. */
    @JsonProperty("random")
    RANDOM,
    /** Another chain's masks: each layer keeps its count, the places are shuffled. */
    @JsonProperty("layer-shuffled")
    LAYER_SHUFFLED;

    /** Whether a round has to be trained before it is pruned. */
    public boolean trains() {
        return this == MAGNITUDE;
    }
}
