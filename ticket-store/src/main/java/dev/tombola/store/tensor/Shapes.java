package dev.tombola.store.tensor;

import java.util.List;

/** What a shape takes; every product is exact or refused. */
public final class Shapes {
    private Shapes() {}

    /**
     * In bytes.
     *
     * @throws IllegalArgumentException when a dimension is negative, or the others than zero multiply to more than a long
     */
    public static long byteSize(List<Long> shape, DType dtype) {
        long size = dtype.bytes();
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("shape %s has a negative dimension".formatted(shape));
            }
            try {
                size = Math.multiplyExact(size, Math.max(1, dimension));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("shape %s overflows".formatted(shape), e);
            }
        }
        return shape.contains(0L) ? 0 : size;
    }
}
