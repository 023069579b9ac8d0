package dev.tombola.vision.image;

/**
 * Resizes as <a href="https://github.com/python-pillow/Pillow">Pillow</a> does, bit for bit, and so torchvision: bilinear
 * weights over as many pixels as one of the result covers, first along the rows, then along the columns, each rounded.
 */
final class Bilinear {
    private Bilinear() {}

    /**
     * The part {@code window} of what the part {@code from} becomes at a size.
     *
     * @param target starts with the window's pixels afterwards
     */
    static void resize(RgbImage image, Region from, int width, int height, Region window, byte[] target) {
        var across = new Weights(from.width(), width, window.left(), window.width());
        var down = new Weights(from.height(), height, window.top(), window.height());
        int firstRow = down.first();
        int rows = down.end() - firstRow;
        var narrowed = new byte[rows * window.width() * 3];
        for (int y = 0; y < rows; y++) {
            int row = ((from.top() + firstRow + y) * image.width() + from.left()) * 3;
            for (int x = 0; x < window.width(); x++) {
                across.mix(image.values(), row, 3, x, narrowed, (y * window.width() + x) * 3);
            }
        }
        int stride = window.width() * 3;
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < window.width(); x++) {
                int at = (y * window.width() + x) * 3;
                down.mix(narrowed, x * 3 - firstRow * stride, stride, y, target, at);
            }
        }
    }

    /** How much each pixel counts, for each pixel of the result, in units of 2^-22. */
    private static final class Weights {
        private static final int BITS = 22;

        private final int[] firsts;
        private final int[][] weights;

        /** Of {@code count} pixels from {@code start} on, since a side may be far longer than what is seen of it. */
        Weights(int from, int to, int start, int count) {
            firsts = new int[count];
            weights = new int[count][];
            double scale = (double) from / to;
            double reach = Math.max(1, scale);
            for (int i = 0; i < count; i++) {
                double centre = (start + i + .5) * scale;
                firsts[i] = Math.max(0, (int) (centre - reach + .5));
                int end = Math.min(from, (int) (centre + reach + .5));
                weights[i] = normalised(firsts[i], end, centre, 1 / reach);
            }
        }

        private static int[] normalised(int first, int end, double centre, double perPixel) {
            var exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = Math.max(0, 1 - Math.abs((i + first - centre + .5) * perPixel));
                sum += exact[i];
            }
            var rounded = new int[exact.length];
            for (int i = 0; i < exact.length; i++) {
                rounded[i] = (int) (.5 + exact[i] / sum * (1 << BITS));
            }
            return rounded;
        }

        int first() {
            return firsts[0];
        }

        int end() {
            return firsts[firsts.length - 1] + weights[weights.length - 1].length;
        }

        /** The pixels lie {@code stride} apart, the one numbered 0 at {@code origin}. */
        void mix(byte[] pixels, int origin, int stride, int i, byte[] target, int at) {
            int red = 1 << (BITS - 1);
            int green = red;
            int blue = red;
            int in = origin + firsts[i] * stride;
            for (int weight : weights[i]) {
                red += (pixels[in] & 0xFF) * weight;
                green += (pixels[in + 1] & 0xFF) * weight;
                blue += (pixels[in + 2] & 0xFF) * weight;
                in += stride;
            }
            target[at] = (byte) Math.min(255, red >> BITS);
            target[at + 1] = (byte) Math.min(255, green >> BITS);
            target[at + 2] = (byte) Math.min(255, blue >> BITS);
        }
    }
}
