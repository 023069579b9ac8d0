package dev.tombola.vision.metric;

import java.util.stream.IntStream;

/** Features of images whose classes are known: what others are classified by. */
public final class Bank {
    private final Features features;
    private final int[] labels;

    private Bank(Features features, int[] labels) {
        this.features = features;
        this.labels = labels;
    }

    /** A label for every row: a class, as {@link Predictions} can hold it. */
    public static Bank of(Features features, int... labels) {
        if (labels.length != features.rows()) {
            throw new IllegalArgumentException("%d labels do not go with %s".formatted(labels.length, features));
        }
        return new Bank(features, Predictions.of(labels).classes());
    }

    public Features features() {
        return features;
    }

    public int label(int row) {
        return labels[row];
    }

    public int[] labels() {
        return labels.clone();
    }

    /** One more than the largest label. */
    public int classes() {
        return IntStream.of(labels).max().orElseThrow() + 1;
    }
}
