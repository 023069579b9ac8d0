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
    LAYER_SHUFFLED,
    /** The complements of another chain's masks, m^c = 1 − m: what is pruned there is kept here (paper 1.7). */
    @JsonProperty("reversed")
    REVERSED,
    /**
     * Another chain's masks with a tenth of their ones and a tenth of their zeros flipped, anywhere in the network: the
     * paper's m + Δm, taken literally, which moves every density p to 0.1 + 0.8 p (paper 4.4).
     */
    @JsonProperty("perturbed")
    PERTURBED,
    /** Likewise, but as many zeros are flipped as ones, so that the density stays (paper 4.4). */
    @JsonProperty("perturbed-same-density")
    PERTURBED_SAME_DENSITY;

    /** Whether it makes its masks from those of another chain. */
    public boolean derives() {
        return switch (this) {
            case MAGNITUDE, ONE_SHOT_MAGNITUDE, RANDOM -> false;
            case LAYER_SHUFFLED, REVERSED, PERTURBED, PERTURBED_SAME_DENSITY -> true;
        };
    }

    /** Whether a round has to be trained before it is pruned. */
    public boolean trains() {
        return this == MAGNITUDE;
    }
}
