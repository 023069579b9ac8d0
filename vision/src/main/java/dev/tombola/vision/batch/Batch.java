package dev.tombola.vision.batch;

import dev.tombola.vision.data.ImageSet;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Some images as an engine wants them. Its memory is used again: it is valid until the next batch is asked for,
 * and freed when the batches are closed.
 */
public final class Batch {
    /** A cache line, and the widest vector of a processor. */
    private static final int ALIGNMENT = 64;

    private final ByteBuffer bytes;
    private final FloatBuffer values;
    private final long[] labels;
    private long number;
    private int size;

    /** @param memory aligned alike in every run, since kernels may add up in another order where it is not */
    Batch(int largest, int imageValues, Arena memory) {
        bytes = memory.allocate((long) largest * imageValues * Float.BYTES, ALIGNMENT)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        values = bytes.asFloatBuffer();
        labels = new long[largest];
    }

    /** Counted from 0 over all epochs. */
    public long number() {
        return number;
    }

    /** The number of rows: of images, or of all their views. */
    public int size() {
        return size;
    }

    /** The normalised floats as direct memory in native order, for engines that read it where it is. */
    public ByteBuffer bytes() {
        return bytes.slice(0, values.limit() * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /** The normalised floats, size x (the images' layout). */
    public FloatBuffer values() {
        return values.slice(0, values.limit());
    }

    /** One label a row, 64 bits wide since engines index by such. */
    public long[] labels() {
        return Arrays.copyOf(labels, size);
    }

    void fill(long batch, BatchOrder order, ImageSet images, Loading loading) throws InterruptedException {
        number = batch;
        var chosen = order.images(batch);
        size = chosen.length * order.views();
        var bits = new long[size];
        for (int row = 0; row < size; row++) {
            int image = chosen[row % chosen.length];
            bits[row] = order.bits(batch, image, row / chosen.length);
            labels[row] = images.label(image);
        }
        values.clear();
        loading.write(chosen, bits, images.valuesPerImage(), values);
        values.limit(size * images.valuesPerImage());
    }
}
