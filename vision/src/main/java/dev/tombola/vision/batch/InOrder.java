package dev.tombola.vision.batch;

import dev.tombola.vision.data.Placement;
import java.util.stream.IntStream;

/** Every image once, unchanged, in the order of the set; the last batch holds what is left. */
record InOrder(int images, int largest) implements BatchOrder {
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
    public Placement placement(long batch, int image) {
        return Placement.UNCHANGED;
    }
}
