package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What decides which weights a chain prunes: what it has to know for that, and what it does in words. */
public enum Criterion {
    /** The smallest magnitudes over all prunable layers, after training the round: IMP (paper 1.3). */
    @JsonProperty("magnitude")
    MAGNITUDE(Evidence.TRAINED_WEIGHTS, "the smallest weights are pruned, round by round"),
    /** The smallest magnitudes of the weights that the chain starts from, without any training. */
    @JsonProperty("one-shot-magnitude")
    ONE_SHOT_MAGNITUDE(
            Evidence.STARTING_WEIGHTS, "the smallest weights are pruned all at once, without training in between"),
    /** The smallest |w · ∂L/∂w| of the weights that the chain rewinds to, L the loss of one batch: SNIP, round by round. */
    @JsonProperty("snip")
    SNIP(Evidence.GRADIENT, "the weights that the loss of one batch feels least are pruned, round by round (SNIP)"),
    /** Uniformly at random over all prunable weights: m_r of paper 1.7. */
    @JsonProperty("random")
    RANDOM(Evidence.NOTHING, "random weights are pruned"),
    /** Another chain's masks: each layer keeps its count, the places are shuffled. */
    @JsonProperty("layer-shuffled")
    LAYER_SHUFFLED(
            Evidence.OTHER_MASK, "each layer loses as many weights as in the chain it shuffles, but random ones"),
    /** The complements of another chain's masks, m^c = 1 − m: what is pruned there is kept here (paper 1.7). */
    @JsonProperty("reversed")
    REVERSED(Evidence.OTHER_MASK, "what the other chain prunes is kept, and the rest pruned"),
    /**
     * Another chain's masks with a tenth of their ones and a tenth of their zeros flipped, anywhere in the network: the
     * paper's m + Δm, taken literally, which moves every density p to 0.1 + 0.8 p (paper 4.4).
     */
    @JsonProperty("perturbed")
    PERTURBED(
            Evidence.OTHER_MASK,
            "the other chain's masks, a tenth of what is kept and a tenth of what is pruned swapped"),
    /** Likewise, but as many zeros are flipped as ones, so that the density stays (paper 4.4). */
    @JsonProperty("perturbed-same-density")
    PERTURBED_SAME_DENSITY(
            Evidence.OTHER_MASK,
            "the other chain's masks, a tenth of what is kept swapped with as much that is pruned");

    /** What a mask is drawn from, beside the chain's rate and seed. It decides what the planner has to ask for first. */
    public enum Evidence {
        /** The mask before, and what training made of the weights under it. */
        TRAINED_WEIGHTS,
        /** The mask before, the weights that the chain rewinds to, and what one step of plain SGD at rate 1 made of these. */
        GRADIENT,
        /** The weights that the chain rewinds to. */
        STARTING_WEIGHTS,
        /** Nothing but the network's layout. */
        NOTHING,
        /** The mask that another chain has at the same level. */
        OTHER_MASK
    }

    private final Evidence evidence;
    private final String inWords;

    Criterion(Evidence evidence, String inWords) {
        this.evidence = evidence;
        this.inWords = inWords;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** For those who read a table of results. */
    public String inWords() {
        return inWords;
    }

    /** Whether it makes its masks from those of another chain. */
    public boolean derives() {
        return evidence == Evidence.OTHER_MASK;
    }

    /** Whether a round has to be trained before it is pruned, be it by one step. */
    public boolean trains() {
        return evidence == Evidence.TRAINED_WEIGHTS || evidence == Evidence.GRADIENT;
    }
}
