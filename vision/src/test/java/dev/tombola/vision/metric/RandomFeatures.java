package dev.tombola.vision.metric;

import java.util.Random;
import java.util.stream.IntStream;

/** Features without any sense, the same ones for the same seed; and what becomes of rows that are put in another order. */
final class RandomFeatures {
    private RandomFeatures() {}

    static Features normal(long seed, int rows, int dimensions) {
        return Features.of(values(seed, rows * dimensions), dimensions);
    }

    /** Around a centre far from those of the other classes; the row's number modulo {@code classes} is its class. */
    static Features clustered(long seed, int rows, int dimensions, int classes) {
        float[] values = values(seed, rows * dimensions);
        for (int row = 0; row < rows; row++) {
            values[row * dimensions + row % classes] += 10;
        }
        return Features.of(values, dimensions);
    }

    static int[] labels(int rows, int classes) {
        return IntStream.range(0, rows).map(row -> row % classes).toArray();
    }

    /** Row i is the given features' row {@code order[i]}. */
    static Features ordered(Features features, int... order) {
        float[] values = new float[order.length * features.dimensions()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.value(order[i / features.dimensions()], i % features.dimensions());
        }
        return Features.of(values, features.dimensions());
    }

    /** Row i times {@code 2^(i % 5)}: no bit of a direction changes. */
    static Features scaled(Features features) {
        float[] values = new float[features.rows() * features.dimensions()];
        for (int i = 0; i < values.length; i++) {
            int row = i / features.dimensions();
            values[i] = features.value(row, i % features.dimensions()) * (1 << (row % 5));
        }
        return Features.of(values, features.dimensions());
    }

    private static float[] values(long seed, int count) {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
