package dev.tombola.vision.batch;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Placement;
import dev.tombola.vision.network.Shape;
import java.nio.FloatBuffer;

/** Writes images as normalised floats. Pixels are looked up, not computed: there are only 256 values a channel. */
final class ImageWriter implements RowWriter {
    private final ImageSet images;
    private final Shape shape;
    private final Augmentation augmentation;
    private final float[] table;
    private final int pixelStride;
    private final int channelStride;
    private final byte[] pixels;
    private final float[] values;

    ImageWriter(ImageSet images, Normalisation normalisation, ChannelOrder layout, Augmentation augmentation) {
        this.images = images;
        this.shape = images.shape();
        this.augmentation = augmentation;
        normalisation.requireFits(shape);
        table = table(normalisation);
        pixelStride = layout == ChannelOrder.CHANNELS_LAST ? shape.channels() : 1;
        channelStride = layout == ChannelOrder.CHANNELS_LAST ? 1 : shape.height() * shape.width();
        pixels = new byte[images.valuesPerImage()];
        values = new float[images.valuesPerImage()];
    }

    @Override
    public void write(int image, long bits, FloatBuffer target) {
        write(image, augmentation.placement(bits), target);
    }

    void write(int image, Placement placement, FloatBuffer target) {
        images.copy(image, placement.crop(), pixels);
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                row(channel, y, placement);
            }
        }
        target.put(values);
    }

    /** Black, then the part of the row that the move leaves inside the image, then black. */
    private void row(int channel, int y, Placement placement) {
        int width = shape.width();
        int sourceY = y + placement.up();
        boolean inside = sourceY >= 0 && sourceY < shape.height();
        int shift = placement.flipped() ? placement.left() : -placement.left();
        int from = inside ? Math.clamp(shift, 0, width) : width;
        int to = inside ? Math.clamp(width + (long) shift, from, width) : width;
        int start = y * width * pixelStride + channel * channelStride;
        black(channel, start, 0, from);
        int first = placement.flipped() ? width - 1 - from + placement.left() : from + placement.left();
        lookUp(channel, (sourceY * width + first) * shape.channels(), placement.flipped(), start, from, to);
        black(channel, start, to, width);
    }

    private void lookUp(int channel, int source, boolean flipped, int start, int from, int to) {
        int lookup = channel << 8;
        int step = flipped ? -shape.channels() : shape.channels();
        int in = source + channel;
        int out = start + from * pixelStride;
        for (int x = from; x < to; x++, in += step, out += pixelStride) {
            values[out] = table[lookup | (pixels[in] & 0xFF)];
        }
    }

    private void black(int channel, int start, int from, int to) {
        for (int x = from; x < to; x++) {
            values[start + x * pixelStride] = table[channel << 8];
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
