package dev.tombola.vision.djl.training;

import java.util.List;

/** A named part of what a training remembers from step to step. Its array is shared, not copied. */
public final class StateTensor {
    private final String name;
    private final List<Integer> shape;
    private final float[] values;

    /** @param values row-major */
    public StateTensor(String name, List<Integer> shape, float[] values) {
        int size = shape.stream().reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values, not those of %s".formatted(name, values.length, shape));
        }
        this.name = name;
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    public String name() {
        return name;
    }

    /** Outermost first. */
    public List<Integer> shape() {
        return shape;
    }

    /** Row-major. */
    public float[] values() {
        return values;
    }

    /** The same under another name. */
    StateTensor called(String other) {
        return new StateTensor(other, shape, values);
    }
}
