package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's stochastic gradient descent on all parameters at once: v ← momentum v + (g + decay w), w ← w − rate v, with
 * v = g + decay w at the first step. Where the mask is zero, v stays zero and a weight of +0.0 stays +0.0.
 */
final class Sgd {
    private final NDArray weights;
    private final @Nullable NDArray mask;
    private final double momentum;
    private final double weightDecay;
    private @Nullable NDArray velocity;

    /** @param mask of the weights' shape, 1 where they are kept and 0 where they are pruned; none for a dense network */
    Sgd(NDArray weights, @Nullable NDArray mask, double momentum, double weightDecay) {
        this.weights = weights;
        this.mask = mask;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    /** One step; overwrites the gradient. */
    void update(NDArray gradient, double rate) {
        if (weightDecay != 0) {
            try (var decay = weights.mul(weightDecay)) {
                gradient.addi(decay);
            }
        }
        if (mask != null) {
            gradient.muli(mask);
        }
        try (var change = velocity(gradient).mul(rate)) {
            weights.subi(change);
        }
    }

    /** Lets it go on where another one was. */
    void restore(NDArray stored) {
        velocity = stored;
    }

    /** v; there is none before the first step. */
    NDArray velocity() {
        return Objects.requireNonNull(velocity, "no step was taken yet");
    }

    private NDArray velocity(NDArray gradient) {
        if (velocity == null) {
            velocity = gradient.duplicate();
            velocity.attach(weights.getManager());
            return velocity;
        }
        return velocity.muli(momentum).addi(gradient);
    }
}
