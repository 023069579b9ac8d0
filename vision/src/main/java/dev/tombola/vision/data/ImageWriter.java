package dev.tombola.vision.data;

import dev.tombola.vision.network.Shape;
import java.nio.FloatBuffer;

/** Writes images as normalised floats. Pixels are looked up, not computed: there are only 256 values a channel. */
final class ImageWriter {
    private final ImageSet images;
    private final Shape shape;
    private final float[] table;
    private final int pixelStride;
    private final int channelStride;
    private final byte[] pixels;
    private final float[] values;

    ImageWriter(ImageSet images, Normalisation normalisation, Layout layout) {
        this.images = images;
        this.shape = images.shape();
        if (normalisation.channels() != shape.channels()) {
            throw new IllegalArgumentException(
                    "a normalisation of %d channels for images of %s".formatted(normalisation.channels(), shape));
        }
        table = table(normalisation);
        pixelStride = layout == Layout.CHANNELS_LAST ? shape.channels() : 1;
        channelStride = layout == Layout.CHANNELS_LAST ? 1 : shape.height() * shape.width();
        pixels = new byte[images.imageBytes()];
        values = new float[images.imageBytes()];
    }

    /** Appends one image to {@code target}. */
    void write(int image, Placement placement, FloatBuffer target) {
        images.copy(image, pixels);
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                int sourceY = y + placement.up();
                boolean inside = sourceY >= 0 && sourceY < shape.height();
                row(channel, y, inside ? sourceY : -1, placement);
            }
        }
        target.put(values);
    }

    private void row(int channel, int y, int sourceY, Placement placement) {
        int width = shape.width();
        int channels = shape.channels();
        int lookup = channel << 8;
        int at = y * width * pixelStride + channel * channelStride;
        int step = placement.flipped() ? -1 : 1;
        int sourceX = (placement.flipped() ? width - 1 : 0) + placement.left();
        for (int x = 0; x < width; x++, sourceX += step, at += pixelStride) {
            boolean black = sourceY < 0 || sourceX < 0 || sourceX >= width;
            int pixel = black ? 0 : pixels[(sourceY * width + sourceX) * channels + channel] & 0xFF;
            values[at] = table[lookup | pixel];
        }
    }

    private static float[] table(Normalisation normalisation) {
        var table = new float[normalisation.channels() << 8];
        for (int i = 0; i < table.length; i++) {
            table[i] = normalisation.apply(i >> 8, i & 0xFF);
        }
        return table;
    }
}
