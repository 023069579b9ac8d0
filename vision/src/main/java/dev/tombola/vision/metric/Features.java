package dev.tombola.vision.metric;

import java.util.Arrays;

/** What a network says of images before any head: one row of finite numbers an image, in the order of the images. */
public final class Features {
    private final float[] values;
    private final int dimensions;

    private Features(float[] values, int dimensions) {
        this.values = values;
        this.dimensions = dimensions;
    }

    /** Row after row, each of {@code dimensions} values. */
    public static Features of(float[] values, int dimensions) {
        if (dimensions < 1 || values.length < dimensions || values.length % dimensions != 0) {
            throw new IllegalArgumentException("%d values are no rows of %d".formatted(values.length, dimensions));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "feature %d of row %d is not finite: %s".formatted(i % dimensions, i / dimensions, values[i]));
            }
        }
        return new Features(values.clone(), dimensions);
    }

    public int rows() {
        return values.length / dimensions;
    }

    public int dimensions() {
        return dimensions;
    }

    public float value(int row, int dimension) {
        return values[row * dimensions + dimension];
    }

    /** Every row divided by its Euclidean length; a row of zeros, which has no direction, stays as it is. */
    public Features normalised() {
        var normalised = values.clone();
        for (int from = 0; from < normalised.length; from += dimensions) {
            double length = length(from);
            for (int i = from; i < from + dimensions && length > 0; i++) {
                normalised[i] = (float) (normalised[i] / length);
            }
        }
        return new Features(normalised, dimensions);
    }

    private double length(int from) {
        double squares = 0;
        for (int i = from; i < from + dimensions; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    void copyRow(int row, float[] into) {
        System.arraycopy(values, row * dimensions, into, 0, dimensions);
    }

    void checkComparable(Features other) {
        if (other.dimensions != dimensions) {
            throw new IllegalArgumentException(
                    "features of %d dimensions do not go with %d".formatted(dimensions, other.dimensions));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Features that && dimensions == that.dimensions && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * dimensions + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "%d features of %d images".formatted(dimensions, rows());
    }
}
