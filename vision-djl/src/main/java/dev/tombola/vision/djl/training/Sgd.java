package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import dev.tombola.vision.djl.Script;
import dev.tombola.vision.torchscript.SgdScript;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's stochastic gradient descent on all parameters at once: v ← momentum v + (g + decay w), w ← w − rate v, with v = 0
 * before the first step. Where the mask is zero, v stays zero and a weight of +0.0 stays +0.0.
 */
final class Sgd implements Optimizer {
    private final NDArray weights;
    private final @Nullable NDArray mask;
    private final double momentum;
    private final double weightDecay;
    private final Script script;
    private NDArray velocity;

    /** @param mask of the weights' shape, 1 where they are kept and 0 where they are pruned; none for a dense network */
    Sgd(NDArray weights, @Nullable NDArray mask, double momentum, double weightDecay) {
        this.weights = weights;
        this.mask = mask;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        script = new Script(SgdScript.emit(), weights.getManager());
        velocity = weights.zerosLike();
    }

    @Override
    public void update(NDArray gradient, double rate) {
        var moved = mask == null
                ? script.call("dense", new NDArray[] {weights, gradient, velocity}, rate, momentum, weightDecay)
                : script.call("masked", new NDArray[] {weights, gradient, velocity, mask}, rate, momentum, weightDecay);
        moved.close(); // another handle of the weights
    }

    @Override
    public void restore(NDArray stored) {
        velocity.close();
        velocity = stored;
    }

    @Override
    public NDArray velocity() {
        return velocity;
    }
}
