package dev.tombola.vision.view;

import dev.tombola.vision.network.Shape;

/**
 * A Gaussian blur as torchvision's, the image mirrored at its borders without their pixels twice. Each tap adds a shifted copy
 * of the whole plane, which is faster than to look left and right at every pixel.
 */
final class Blur {
    private final int width;
    private final int height;
    private final float[] weights;
    private final float[] shifted;
    private final float[] sum;

    /** @param radius pixels on each side of one; less than the sides of the image, unless they are 1 */
    Blur(Shape shape, int radius) {
        width = shape.width();
        height = shape.height();
        weights = new float[radius + 1];
        shifted = new float[width * height];
        sum = new float[width * height];
    }

    /** A tenth of the shorter side across, odd and at least 3, as SimCLR has it (arXiv 2002.05709, appendix A). */
    static int radius(Shape shape) {
        return Math.max(1, Math.min(shape.width(), shape.height()) / 10 / 2);
    }

    void apply(Planes image, double sigma) {
        weigh(sigma);
        for (int channel = 0; channel < image.shape().channels(); channel++) {
            var plane = image.channel(channel);
            startWith(plane);
            for (int by = 1; by < weights.length; by++) {
                shiftColumns(plane, by);
                add(weights[by]);
                shiftColumns(plane, -by);
                add(weights[by]);
            }
            System.arraycopy(sum, 0, plane, 0, plane.length);
            startWith(plane);
            for (int by = 1; by < weights.length; by++) {
                shiftRows(plane, by);
                add(weights[by]);
                shiftRows(plane, -by);
                add(weights[by]);
            }
            finish(plane);
        }
    }

    private void weigh(double sigma) {
        double all = 0;
        for (int by = 0; by < weights.length; by++) {
            double distance = by / sigma;
            double weight = StrictMath.exp(-.5 * distance * distance);
            all += by == 0 ? weight : 2 * weight;
            weights[by] = (float) weight;
        }
        for (int by = 0; by < weights.length; by++) {
            weights[by] /= (float) all;
        }
    }

    private void startWith(float[] plane) {
        float weight = weights[0];
        for (int i = 0; i < plane.length; i++) {
            sum[i] = weight * plane[i];
        }
    }

    private void add(float weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * shifted[i];
        }
    }

    /** The weights may add up to a little more than 1. */
    private void finish(float[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = Math.min(1, sum[i]);
        }
    }

    /** Each pixel becomes the one so many to its right; the ends of the rows are mended afterwards. */
    private void shiftColumns(float[] plane, int by) {
        System.arraycopy(plane, Math.max(0, by), shifted, Math.max(0, -by), plane.length - Math.abs(by));
        for (int start = 0; start < plane.length; start += width) {
            int from = by > 0 ? Math.max(0, width - by) : 0;
            int to = by > 0 ? width : Math.min(width, -by);
            for (int x = from; x < to; x++) {
                shifted[start + x] = plane[start + mirrored(x + by, width)];
            }
        }
    }

    private void shiftRows(float[] plane, int by) {
        System.arraycopy(
                plane, Math.max(0, by) * width, shifted, Math.max(0, -by) * width, plane.length - Math.abs(by) * width);
        int from = by > 0 ? Math.max(0, height - by) : 0;
        int to = by > 0 ? height : Math.min(height, -by);
        for (int y = from; y < to; y++) {
            System.arraycopy(plane, mirrored(y + by, height) * width, shifted, y * width, width);
        }
    }

    private static int mirrored(int at, int side) {
        return side == 1 ? 0 : side - 1 - Math.abs(side - 1 - Math.abs(at));
    }
}
