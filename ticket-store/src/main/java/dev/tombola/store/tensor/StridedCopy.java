package dev.tombola.store.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Copies elements that lie apart next to each other, in row-major order. */
public final class StridedCopy {
    private final MemorySegment from;
    private final MemorySegment to;
    private final int width;
    private long written;

    public StridedCopy(MemorySegment from, MemorySegment to, int width) {
        this.from = from;
        this.to = to;
        this.width = width;
    }

    /** Every element must lie within {@code from}. */
    public void copy(List<Long> shape, List<Long> strides) {
        copy(
                shape.stream().mapToLong(Long::longValue).toArray(),
                strides.stream().mapToLong(Long::longValue).toArray(),
                0,
                0);
    }

    private void copy(long[] shape, long[] strides, int dimension, long at) {
        if (dimension == shape.length) {
            move(at, 1);
        } else if (dimension == shape.length - 1 && strides[dimension] == 1) {
            move(at, shape[dimension]);
        } else {
            for (long i = 0; i < shape[dimension]; i++) {
                copy(shape, strides, dimension + 1, at + i * strides[dimension]);
            }
        }
    }

    private void move(long at, long elements) {
        MemorySegment.copy(from, at * width, to, written * width, elements * width);
        written += elements;
    }
}
