package dev.tombola.vision.view;

/** Turns the colour wheel under an image: torchvision's {@code adjust_hue}, without a branch, so that it runs on vectors. */
final class Hue {
    private Hue() {}

    /**
     * An image of one channel stays as it is.
     *
     * @param turns in [-0.5, 0.5]
     */
    static void turn(Planes image, float turns) {
        if (!image.isColoured()) {
            return;
        }
        var reds = image.channel(0);
        var greens = image.channel(1);
        var blues = image.channel(2);
        float sixths = 6 * turns;
        for (int i = 0; i < reds.length; i++) {
            float red = reds[i];
            float green = greens[i];
            float blue = blues[i];
            float most = Math.max(red, Math.max(green, blue));
            float range = most - Math.min(red, Math.min(green, blue));
            float perRange = 1 / (range + isZero(range));
            float redIsMost = isZero(most - red);
            float greenIsMost = (1 - redIsMost) * isZero(most - green);
            float blueIsMost = 1 - redIsMost - greenIsMost;
            float hue = redIsMost * (green - blue) * perRange
                    + greenIsMost * (2 + (blue - red) * perRange)
                    + blueIsMost * (4 + (red - green) * perRange)
                    + sixths;
            reds[i] = most - range * missing(hue);
            greens[i] = most - range * missing(hue - 2);
            blues[i] = most - range * missing(hue - 4);
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
