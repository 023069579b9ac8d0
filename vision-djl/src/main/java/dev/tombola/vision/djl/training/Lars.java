package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.djl.Script;
import dev.tombola.vision.torchscript.LarsScript;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SGD whose rate is scaled for each tensor by the ratio of its norm to its gradient's: {@link LarsScript}, on every tensor,
 * with v = 0 before the first step. Where the mask is zero, v stays +0.0, and so does a weight of +0.0.
 */
final class Lars implements Optimizer {
    private static final String FACTORS = "pruned.factors";
    private static final String SPEEDS = "pruned.velocities";

    private final NDArray weights;
    private final @Nullable NDArray mask;
    private final Norm norm;
    private final Settings settings;
    private final Script script;
    private final NDArray factors;
    private final NDArray speeds;
    private NDArray velocity;

    /** What counts in the norm of a tensor that has a mask. */
    sealed interface Norm {
        /** What the mask keeps. */
        record Surviving() implements Norm {}

        /**
         * All of it, as in the paper's code (paper 5, 21): there the pruned weights keep the values that they had before
         * the first step, and decay.
         *
         * @param pruned the norm of each tensor's pruned part before the first step: {@link InstalledMask#prunedNorms}
         */
        record All(NDArray pruned) implements Norm {}
    }

    /**
     * Its numbers but the rate.
     *
     * @param eta by how much of its norm, times the rate, a tensor moves at most
     */
    record Settings(double momentum, double weightDecay, double eta) {}

    /**
     * Before the first step.
     *
     * @param sizes of the tensors that lie one after the other in the weights
     * @param mask of the weights' shape, 1 where they are kept and 0 where they are pruned; none for a dense network, whose
     *     norm is that of all weights either way
     */
    Lars(NDArray weights, List<Integer> sizes, @Nullable NDArray mask, Norm norm, Settings settings) {
        this.weights = weights;
        this.mask = mask;
        this.norm = mask == null ? new Norm.Surviving() : norm;
        this.settings = settings;
        var memory = weights.getManager();
        script = new Script(LarsScript.emit(sizes), memory);
        velocity = weights.zerosLike();
        factors = memory.ones(new Shape(sizes.size()));
        speeds = memory.zeros(new Shape(sizes.size()));
    }

    @Override
    public void update(NDArray gradient, double rate) {
        var moved = script.call(
                method(), tensors(gradient), rate, settings.momentum(), settings.weightDecay(), settings.eta());
        moved.close(); // another handle of the weights
    }

    @Override
    public NDArray velocity() {
        return velocity;
    }

    @Override
    public void restore(NDArray stored) {
        velocity.close();
        velocity = stored;
    }

    @Override
    public Map<String, float[]> own() {
        return switch (norm) {
            case Norm.Surviving() -> Map.of();
            case Norm.All _ -> Map.of(FACTORS, factors.toFloatArray(), SPEEDS, speeds.toFloatArray());
        };
    }

    @Override
    public void restoreOwn(Map<String, float[]> own) {
        if (!own.keySet().equals(own().keySet())) {
            throw new IllegalArgumentException("%s is not what is remembered here".formatted(own.keySet()));
        }
        own.forEach((name, values) -> set(name.equals(FACTORS) ? factors : speeds, values));
    }

    private String method() {
        if (mask == null) {
            return "dense";
        }
        return switch (norm) {
            case Norm.Surviving() -> "surviving";
            case Norm.All _ -> "all";
        };
    }

    private NDArray[] tensors(NDArray gradient) {
        if (mask == null) {
            return new NDArray[] {weights, gradient, velocity};
        }
        return switch (norm) {
            case Norm.Surviving() -> new NDArray[] {weights, gradient, velocity, mask};
            case Norm.All(var pruned) -> new NDArray[] {weights, gradient, velocity, mask, pruned, factors, speeds};
        };
    }

    private static void set(NDArray vector, float[] values) {
        if (values.length != vector.size()) {
            throw new IllegalArgumentException("%d values for %d tensors".formatted(values.length, vector.size()));
        }
        vector.set(values);
    }
}
