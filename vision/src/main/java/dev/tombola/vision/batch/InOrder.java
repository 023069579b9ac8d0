package dev.tombola.vision.batch;

import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * Every image once in the order of the set; the last batch holds what is left.
 *
 * @param bits that vary the views, numbered image by image
 */
record InOrder(int images, int largest, int views, LongUnaryOperator bits) implements BatchOrder {
    /** Every image as it is. */
    InOrder(int images, int largest) {
        this(images, largest, 1, _ -> 0);
    }

    InOrder {
        if (largest < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 image, not " + largest);
        }
    }

    @Override
    public long end() {
        return Math.ceilDiv(images, largest);
    }

    @Override
    public int[] images(long batch) {
        int first = (int) batch * largest;
        return IntStream.range(first, Math.min(first + largest, images)).toArray();
    }

    @Override
    public long bits(long batch, int image, int view) {
        return bits.applyAsLong((long) image * views + view);
    }
}
