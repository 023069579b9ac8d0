package dev.tombola.vision.view;

/**
 * Turns the colour wheel under an image: torchvision's {@code adjust_hue}, without a branch, and writing to memory that it does
 * not read in the same loop, so that both loops run on vectors.
 */
final class Hue {
    private final float[] hues;
    private final float[] mosts;
    private final float[] ranges;

    /** @param pixels of the images that are turned */
    Hue(int pixels) {
        hues = new float[pixels];
        mosts = new float[pixels];
        ranges = new float[pixels];
    }

    /**
     * An image of one channel stays as it is.
     *
     * @param turns in [-0.5, 0.5]
     */
    void turn(Planes image, float turns) {
        if (!image.isColoured()) {
            return;
        }
        measure(image.channel(0), image.channel(1), image.channel(2), 6 * turns);
        for (int channel = 0; channel < 3; channel++) {
            paint(image.channel(channel), 2 * channel);
        }
    }

    /** Hues are in sixths of a turn from red, in [-4, 8] once they are turned. */
    private void measure(float[] reds, float[] greens, float[] blues, float turned) {
        for (int i = 0; i < hues.length; i++) {
            float red = reds[i];
            float green = greens[i];
            float blue = blues[i];
            float most = Math.max(red, Math.max(green, blue));
            float range = most - Math.min(red, Math.min(green, blue));
            float perRange = 1 / (range + isZero(range));
            float redIsMost = isZero(most - red);
            float greenIsMost = (1 - redIsMost) * isZero(most - green);
            float blueIsMost = 1 - redIsMost - greenIsMost;
            hues[i] = redIsMost * (green - blue) * perRange
                    + greenIsMost * (2 + (blue - red) * perRange)
                    + blueIsMost * (4 + (red - green) * perRange)
                    + turned;
            mosts[i] = most;
            ranges[i] = range;
        }
    }

    /** @param own the channel's own hue */
    private void paint(float[] plane, float own) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = mosts[i] - ranges[i] * missing(hues[i] - own);
        }
    }

    /** 1 or 0, for what is not negative. */
    private static float isZero(float value) {
        return 1 - Math.signum(value);
    }

    /**
     * How much of a channel a hue lacks, in [0, 1]: none within a sixth and all from two sixths away on, for distances in
     * [-8, 8] sixths, round and round: that is how often the line is folded.
     */
    private static float missing(float distance) {
        float folded = Math.abs(Math.abs(Math.abs(distance) - 3) - 3);
        return Math.max(0, Math.min(1, folded - 1));
    }
}
