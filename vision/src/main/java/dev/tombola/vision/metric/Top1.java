package dev.tombola.vision.metric;

/** Top-1 accuracy, as counted: how many of the images were classified correctly. */
public record Top1(int correct, int images) {
    public Top1 {
        if (images < 1 || correct < 0 || correct > images) {
            throw new IllegalArgumentException("%d of %d images cannot be correct".formatted(correct, images));
        }
    }

    /** In [0, 1]. */
    public double value() {
        return (double) correct / images;
    }
}
