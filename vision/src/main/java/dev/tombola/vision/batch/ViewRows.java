package dev.tombola.vision.batch;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.image.Picture;
import dev.tombola.vision.view.ViewWriter;
import dev.tombola.vision.view.Views;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes random views of images. Views of one image that are asked for in a row decode it once. */
final class ViewRows implements RowWriter {
    private final ImageSet images;
    private final ViewWriter views;
    private final float[] mean;
    private final float[] std;
    private final ChannelOrder layout;
    private final byte[] spare;
    private final float[] values;
    private int open = -1;
    private @Nullable Picture picture;

    ViewRows(ImageSet images, Normalisation normalisation, ChannelOrder layout, Views views) {
        this.images = images;
        this.views = new ViewWriter(views, images.shape());
        normalisation.requireFits(images.shape());
        this.layout = layout;
        mean = floats(normalisation.mean());
        std = floats(normalisation.std());
        spare = new byte[images.isEncoded() ? 0 : images.valuesPerImage()];
        values = new float[images.valuesPerImage()];
    }

    @Override
    public void write(int image, long bits, FloatBuffer target) {
        var view = views.view(opened(image), bits);
        int channels = view.shape().channels();
        for (int channel = 0; channel < channels; channel++) {
            var plane = view.channel(channel);
            normalise(plane, mean[channel], std[channel]);
            switch (layout) {
                case CHANNELS_LAST -> spread(plane, channel, channels);
                case CHANNELS_FIRST -> System.arraycopy(plane, 0, values, channel * plane.length, plane.length);
            }
        }
        target.put(values);
    }

    private static float[] floats(List<Double> values) {
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    private Picture opened(int image) {
        var known = picture;
        if (known == null || open != image) {
            known = images.picture(image, spare);
            picture = known;
            open = image;
        }
        return known;
    }

    private static void normalise(float[] plane, float mean, float std) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (plane[i] - mean) / std;
        }
    }

    private void spread(float[] plane, int channel, int channels) {
        for (int i = 0, out = channel; i < plane.length; i++, out += channels) {
            values[out] = plane[i];
        }
    }
}
