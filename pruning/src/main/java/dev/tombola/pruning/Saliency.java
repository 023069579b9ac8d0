package dev.tombola.pruning;

import java.util.stream.IntStream;

/**
 * SNIP's score of a weight, w · ∂L/∂w (Lee et al., ICLR 2019), from the weight and from what a step of plain SGD at rate 1 has
 * made of it: w − ∂L/∂w. The difference is exact to float32's last bit of w, so weights whose gradients are smaller than that
 * tie at 0, and ties go by place.
 */
final class Saliency {
    private Saliency() {}

    /** The scores in the place of weights; only their magnitudes count. What the mask has pruned has one that nobody looks at. */
    static PrunableWeights of(PrunableWeights start, PrunableWeights stepped) {
        return new PrunableWeights(
                start.layout(),
                IntStream.range(0, start.values().size())
                        .mapToObj(tensor ->
                                of(start.values().get(tensor), stepped.values().get(tensor)))
                        .toList());
    }

    private static float[] of(float[] start, float[] stepped) {
        float[] scores = new float[start.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = start[i] * (start[i] - stepped[i]);
        }
        return scores;
    }
}
