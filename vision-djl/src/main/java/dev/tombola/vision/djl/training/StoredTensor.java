package dev.tombola.vision.djl.training;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor out of a file of weights, whose values are read only when it has a place.
 *
 * @param shape outermost first
 * @param values row-major
 */
public record StoredTensor(List<Long> shape, Supplier<float[]> values) {
    public StoredTensor {
        shape = List.copyOf(shape);
    }
}
