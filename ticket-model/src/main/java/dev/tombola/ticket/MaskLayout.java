package dev.tombola.ticket;

import java.util.List;

/**
 * The prunable tensors of a network in the order of its definition: what gives a mask's bits their places. Weight i of the
 * whole is counted through the tensors in order, each row-major.
 */
public record MaskLayout(List<Tensor> tensors) {
    public MaskLayout {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("tensors: a mask needs at least one prunable tensor");
        }
        if (tensors.stream().map(Tensor::name).distinct().count() < tensors.size()) {
            throw new IllegalArgumentException("tensors: two have the same name");
        }
    }

    /**
     * One tensor.
     *
     * @param name as in the state dict, {@code layer1.0.conv1.weight}
     * @param shape output channels, input channels, kernel height, kernel width
     */
    public record Tensor(String name, List<Integer> shape) {
        public Tensor {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(size -> size <= 0)) {
                throw new IllegalArgumentException("shape: " + shape + " has a size that is not positive");
            }
        }

        public int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    /** All prunable weights, d1 of paper 1.1. */
    public int size() {
        return tensors.stream().mapToInt(Tensor::size).reduce(0, Math::addExact);
    }
}
