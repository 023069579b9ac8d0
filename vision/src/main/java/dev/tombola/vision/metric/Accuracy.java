package dev.tombola.vision.metric;

/** A share, as counted: of how many images a network was right about them. */
public record Accuracy(int correct, int images) {
    public Accuracy {
        if (images < 1 || correct < 0 || correct > images) {
            throw new IllegalArgumentException("%d of %d images cannot be correct".formatted(correct, images));
        }
    }

    /** In [0, 1]. */
    public double value() {
        return (double) correct / images;
    }
}
