package dev.tombola.vision.view;

/**
 * How much each pixel of a side counts for each pixel of what the side becomes: a triangle over as many pixels as one of the
 * result covers, as in torchvision with {@code antialias}. Every pixel of the result has as many taps.
 */
final class Taps {
    private final int to;
    private final int[] firsts;
    private float[] weights = {};
    private double[] exact = {};
    private int count;

    /** @param to what sides become */
    Taps(int to) {
        this.to = to;
        firsts = new int[to];
    }

    void prepare(int from) {
        double scale = (double) from / to;
        double reach = Math.max(1, scale);
        count = (int) Math.min(from, Math.ceil(2 * reach));
        if (weights.length < to * count) {
            weights = new float[to * count];
            exact = new double[count];
        }
        for (int i = 0; i < to; i++) {
            double centre = (i + .5) * scale;
            firsts[i] = Math.clamp((int) (centre - reach + .5), 0, from - count);
            weigh(i, centre, reach);
        }
    }

    private void weigh(int i, double centre, double reach) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            exact[k] = Math.max(0, 1 - Math.abs(firsts[i] + k + .5 - centre) / reach);
            sum += exact[k];
        }
        for (int k = 0; k < count; k++) {
            weights[i * count + k] = (float) (exact[k] / sum);
        }
    }

    int count() {
        return count;
    }

    /** The first tap of each pixel of the result. */
    int[] firsts() {
        return firsts;
    }

    /** Tap {@code k} of pixel {@code i} of the result is numbered {@code i} x count + {@code k}. */
    float[] weights() {
        return weights;
    }
}
