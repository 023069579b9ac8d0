package dev.tombola.vision.view;

/** Changes of an image's colours, each as torchvision's function on tensors of floats. */
final class Colours {
    private final float[] grey;

    /** @param pixels of the images that are changed */
    Colours(int pixels) {
        grey = new float[pixels];
    }

    void brighten(Planes image, float factor) {
        blend(image, 0, factor);
    }

    /** Towards or away from the mean of the grey image. */
    void contrast(Planes image, float factor) {
        blend(image, (1 - factor) * mean(greyOf(image)), factor);
    }

    /** Towards or away from the grey image; an image of one channel stays as it is. */
    void saturate(Planes image, float factor) {
        if (!image.isColoured()) {
            return;
        }
        var target = greyOf(image);
        for (int channel = 0; channel < 3; channel++) {
            var plane = image.channel(channel);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Math.max(0, Math.min(1, factor * plane[i] + (1 - factor) * target[i]));
            }
        }
    }

    /** All three channels become the grey image; an image of one channel stays as it is. */
    void turnGrey(Planes image) {
        if (!image.isColoured()) {
            return;
        }
        var target = greyOf(image);
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(target, 0, image.channel(channel), 0, target.length);
        }
    }

    private static void blend(Planes image, float added, float factor) {
        for (int channel = 0; channel < image.shape().channels(); channel++) {
            var plane = image.channel(channel);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Math.max(0, Math.min(1, factor * plane[i] + added));
            }
        }
    }

    private float[] greyOf(Planes image) {
        if (!image.isColoured()) {
            return image.channel(0);
        }
        var red = image.channel(0);
        var green = image.channel(1);
        var blue = image.channel(2);
        for (int i = 0; i < grey.length; i++) {
            grey[i] = .2989f * red[i] + .587f * green[i] + .114f * blue[i];
        }
        return grey;
    }

    /** Four sums, since one would wait for itself at every pixel. */
    private static float mean(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= values.length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i];
        }
        return (float) ((a + b + (c + d)) / values.length);
    }
}
