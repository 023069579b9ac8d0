package dev.tombola.vision.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.vision.image.Picture;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Images to work on. */
final class Pictures {
    private Pictures() {}

    interface Value {
        float of(int i);
    }

    /** Values numbered channel by channel, row by row. */
    static Planes planes(Shape shape, Value value) {
        var planes = new Planes(shape);
        int pixels = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int i = 0; i < pixels; i++) {
                planes.channel(channel)[i] = value.of(channel * pixels + i);
            }
        }
        return planes;
    }

    /** One pixel after the other, in one row. */
    static Planes colours(float[]... pixels) {
        return planes(new Shape(3, 1, pixels.length), i -> pixels[i % pixels.length][i / pixels.length]);
    }

    static Planes noise(Shape shape, long seed) {
        var random = Randomness.of(seed).generator();
        return planes(shape, _ -> random.nextFloat());
    }

    static Picture noise(int width, int height, int channels, long seed) {
        var bytes = new byte[width * height * channels];
        Randomness.of(seed).generator().nextBytes(bytes);
        return new Picture(width, height, channels, bytes);
    }

    /** All values, channel by channel. */
    static double[] values(Planes planes) {
        return IntStream.range(0, planes.shape().channels())
                .mapToObj(planes::channel)
                .flatMapToDouble(Pictures::doubles)
                .toArray();
    }

    static void assertBetweenBlackAndWhite(double[] values) {
        assertThat(DoubleStream.of(values)).allMatch(value -> value >= 0 && value <= 1);
    }

    static DoubleStream doubles(float[] plane) {
        return IntStream.range(0, plane.length).mapToDouble(i -> plane[i]);
    }
}
