package dev.tombola.vision.view;

import dev.tombola.vision.image.Picture;
import dev.tombola.vision.image.Region;
import dev.tombola.vision.network.Shape;

/** Crops an image and resizes the part, bilinear and antialiased: row by row, first down the columns, then along the row. */
final class Stretch {
    private final Taps across;
    private final Taps down;
    private float[] row = {};

    Stretch(Shape shape) {
        across = new Taps(shape.width());
        down = new Taps(shape.height());
    }

    void apply(Picture picture, Region region, Planes target) {
        across.prepare(region.width());
        down.prepare(region.height());
        int channels = picture.channels();
        int values = region.width() * channels;
        if (row.length < values) {
            row = new float[values];
        }
        int stride = picture.width() * channels;
        for (int y = 0; y < target.shape().height(); y++) {
            mixDown(
                    picture.values(),
                    (region.top() + down.firsts()[y]) * stride + region.left() * channels,
                    stride,
                    y,
                    values);
            for (int channel = 0; channel < channels; channel++) {
                mixAcross(
                        channel,
                        channels,
                        target.channel(channel),
                        y * target.shape().width(),
                        target.shape().width());
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            toUnit(target.channel(channel));
        }
    }

    private void mixDown(byte[] pixels, int start, int stride, int y, int values) {
        int taps = down.count();
        var weights = down.weights();
        for (int k = 0; k < taps; k++) {
            float weight = weights[y * taps + k];
            int from = start + k * stride;
            if (k == 0) {
                for (int x = 0; x < values; x++) {
                    row[x] = weight * (pixels[from + x] & 0xFF);
                }
            } else {
                for (int x = 0; x < values; x++) {
                    row[x] += weight * (pixels[from + x] & 0xFF);
                }
            }
        }
    }

    private void mixAcross(int channel, int channels, float[] plane, int start, int width) {
        if (across.count() == 2) {
            mixPairs(row, channel, channels, plane, start, width);
            return;
        }
        int taps = across.count();
        var weights = across.weights();
        for (int x = 0; x < width; x++) {
            int in = across.firsts()[x] * channels + channel;
            float sum = 0;
            for (int k = x * taps; k < (x + 1) * taps; k++, in += channels) {
                sum += weights[k] * row[in];
            }
            plane[start + x] = sum;
        }
    }

    /** Of what does not shrink there are two taps: without the inner loop that takes a quarter of the time. */
    private void mixPairs(float[] in, int channel, int channels, float[] plane, int start, int width) {
        var weights = across.weights();
        var firsts = across.firsts();
        for (int x = 0; x < width; x++) {
            int left = firsts[x] * channels + channel;
            plane[start + x] = weights[2 * x] * in[left] + weights[2 * x + 1] * in[left + channels];
        }
    }

    /** The weights may add up to a little more than 1. */
    private static void toUnit(float[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = Math.min(1, plane[i] / 255);
        }
    }
}
