package dev.tombola.vision.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.image.Picture;
import dev.tombola.vision.image.Region;
import dev.tombola.vision.network.Shape;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Every operation against torchvision's on tensors of floats. */
class GoldenOperationsTest {
    private static final Shape SHAPE = new Shape(3, 32, 32);

    @Test
    void agreesWithTorchvision() throws Exception {
        for (var folder : TestFolders.golden()) {
            var golden = new ObjectMapper()
                    .readTree(folder.resolve("self-supervised.json").toFile());
            var uniform = new FormulaTensors(golden.get("seed").longValue()).uniform("image", 3 * 32 * 32);

            var augment = golden.get("augment");

            assertThat(augment).hasSize(10);
            for (var expected : augment) {
                assertClose(applied(expected.get("operation").textValue(), uniform), expected);
            }
        }
    }

    private static Planes applied(String operation, float[] uniform) {
        var image = Pictures.planes(SHAPE, i -> (float) ((uniform[i] + 1.0) / 2));
        var colours = new Colours(32 * 32);
        switch (operation) {
            case "brightness 1.3" -> colours.brighten(image, 1.3f);
            case "contrast 0.7" -> colours.contrast(image, .7f);
            case "saturation 1.5" -> colours.saturate(image, 1.5f);
            case "hue 0.1" -> new Hue(32 * 32).turn(image, .1f);
            case "hue -0.3" -> new Hue(32 * 32).turn(image, -.3f);
            case "grayscale" -> colours.turnGrey(image);
            case "gaussian blur, kernel 5, sigma 1.2" -> new Blur(SHAPE, 2).apply(image, 1.2);
            case "horizontal flip" -> Mirror.flip(image);
            case "crop top 3 left 5 height 20 width 24, resized to 32x32, bilinear, antialias" -> {
                return stretched(uniform, new Region(5, 3, 24, 20), 32);
            }
            case "crop top 0 left 0 height 32 width 32, resized to 16x16, bilinear, antialias" -> {
                return stretched(uniform, new Region(0, 0, 32, 32), 16);
            }
            default -> throw new IllegalArgumentException("unknown operation: " + operation);
        }
        return image;
    }

    /** The formula's values have 24 bits and to resize is linear, so their three bytes are resized apart, and added up. */
    private static Planes stretched(float[] uniform, Region region, int side) {
        var shape = new Shape(3, side, side);
        var sum = new float[3][side * side];
        for (int digit = 0; digit < 3; digit++) {
            var part = new Planes(shape);
            new Stretch(shape).apply(digits(uniform, digit), region, part);
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < side * side; i++) {
                    sum[channel][i] += (float) (part.channel(channel)[i] * 255 / Math.pow(256, digit + 1));
                }
            }
        }
        return Pictures.planes(shape, i -> sum[i / (side * side)][i % (side * side)]);
    }

    private static Picture digits(float[] uniform, int digit) {
        var bytes = new byte[uniform.length];
        for (int i = 0; i < bytes.length; i++) {
            int number = (int) ((uniform[i] + 1.0) * (1 << 23));
            bytes[i % 1024 * 3 + i / 1024] = (byte) (number >> (16 - 8 * digit));
        }
        return new Picture(32, 32, 3, bytes);
    }

    private static void assertClose(Planes result, JsonNode expected) {
        var operation = expected.get("operation").textValue();
        int width = result.shape().width();
        assertThat(DoubleStream.of(Pictures.values(result)).average().orElseThrow())
                .as(operation)
                .isCloseTo(expected.get("mean").doubleValue(), within(1e-5));
        var row = Arrays.copyOfRange(result.channel(1), 7 * width, 8 * width);
        var values = expected.get("row 7 of channel 1");
        assertThat(values).hasSize(width);
        for (int x = 0; x < width; x++) {
            assertThat((double) row[x])
                    .as("%s, pixel %d", operation, x)
                    .isCloseTo(values.get(x).doubleValue(), within(1e-5));
        }
    }
}
