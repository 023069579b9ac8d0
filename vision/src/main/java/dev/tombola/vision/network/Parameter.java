package dev.tombola.vision.network;

import java.util.List;

/**
 * A tensor that a network owns, under the name that PyTorch's state dict gives it.
 *
 * @param shape convolutions: out x in x kernel x kernel; linear weights: out x in; all others: one length
 */
public record Parameter(String name, Kind kind, List<Integer> shape) {
    /** What a tensor is for; it decides how it starts, whether it is trained and whether it may be pruned. */
    public enum Kind {
        CONVOLUTION_WEIGHT,
        CONVOLUTION_BIAS,
        NORM_WEIGHT,
        NORM_BIAS,
        RUNNING_MEAN,
        RUNNING_VAR,
        LINEAR_WEIGHT,
        LINEAR_BIAS;

        /** Whether the optimizer moves it; running statistics follow the batches instead. */
        public boolean trainable() {
            return this != RUNNING_MEAN && this != RUNNING_VAR;
        }
    }

    public Parameter {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(side -> side < 1)) {
            throw new IllegalArgumentException("%s has no shape: %s".formatted(name, shape));
        }
    }

    /** The number of values. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
