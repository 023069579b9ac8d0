package dev.tombola.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are CRC-32 of the red, green and blue bytes that Pillow 13.0 makes of the same. */
class PillowTest {
    @ParameterizedTest
    @CsvSource({
        "colour.jpg, 6de549e2",
        "full-colour.jpg, ea29cf19",
        "progressive.jpg, 96cdbf21",
        "grey.jpg, aace6a85",
        "inks.jpg, 6740f1c1",
        "inks-transformed.jpg, 4578d671",
        "colour.png, 65af3652",
        "transparent.png, 65af3652",
        "palette.png, 3b67a585",
        "grey.png, 11000ccf",
        "bits.png, e2e15010"
    })
    void decodesWhatPillowDecodes(String name, String crc) throws Exception {
        // When
        var image = ImageDecoder.decode(encoded(name));

        // Then
        assertThat(image.whole()).isEqualTo(new Region(0, 0, 24, 17));
        assertThat(crc(image.values())).isEqualTo(crc);
    }

    @ParameterizedTest
    @CsvSource({
        "61, 43, 0, 0, 61, 43, 32, 32, 3b285e2d",
        "61, 43, 0, 0, 61, 43, 61, 43, be81c62c",
        "61, 43, 0, 0, 61, 43, 100, 90, f0e51fc7",
        "61, 43, 0, 0, 61, 43, 7, 5, 0bdd457f",
        "61, 43, 5, 3, 40, 37, 24, 24, 8663e940",
        "61, 43, 60, 42, 1, 1, 4, 4, adc4394b",
        "301, 200, 10, 20, 280, 151, 64, 64, 8a1e754d"
    })
    void cropsAndResizesAsPillow(
            int width,
            int height,
            int left,
            int top,
            int cropWidth,
            int cropHeight,
            int toWidth,
            int toHeight,
            String crc) {
        var target = new byte[3 * toWidth * toHeight];

        Bilinear.resize(
                picture(width, height),
                new Region(left, top, cropWidth, cropHeight),
                toWidth,
                toHeight,
                new Region(0, 0, toWidth, toHeight),
                target);

        assertThat(crc(target)).isEqualTo(crc);
    }

    @ParameterizedTest
    @CsvSource({
        "61, 43, 32, 28, 430bb2df",
        "43, 61, 32, 28, cf189a18",
        "61, 43, 64, 56, 313587f4",
        "50, 50, 32, 28, 57e92499",
        "61, 42, 31, 28, 1ff06e48",
        "200, 30, 32, 28, 32f1a8db"
    })
    void cutsTheMiddleOutAsTorchvision(int width, int height, int shorter, int side, String crc) {
        var target = new byte[3 * side * side];

        new Framing(shorter).apply(picture(width, height), side, side, target);

        assertThat(crc(target)).isEqualTo(crc);
    }

    @Test
    void cutsTheMiddleOutOfTheLongestImage() {
        var target = new byte[3 * 4 * 4];

        new Framing(1 << 20).apply(picture(20_000, 1), 4, 4, target);

        assertThat(Math.abs(target[0] - target[3]))
                .as("enlarged a million times, neighbours are alike")
                .isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.jpg", "progressive.jpg", "inks.jpg", "colour.png", "palette.png"})
    void refusesWhateverIsAlteredInOneLine(String name) throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var altered = encoded(name);
            for (int change = 0; change < 4; change++) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ImageDecoder.decode(altered).whole().width()).isPositive();
            } catch (UnreadableImageException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.jpg", "progressive.jpg", "inks.jpg", "colour.png", "grey.png"})
    void noticesAnImageWithoutItsEnd(String name) throws Exception {
        var whole = encoded(name);
        ImageDecoder.check(whole);

        assertThatThrownBy(
                        () -> ImageDecoder.check(Arrays.copyOf(whole, whole.length - (name.endsWith(".png") ? 8 : 2))))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("is truncated");
    }

    @Test
    void refusesWhatIsNoImageOrClaimsToBeHuge() throws Exception {
        assertThatThrownBy(() -> ImageDecoder.check("<html>".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("is neither JPEG nor PNG");
        assertThatThrownBy(() -> ImageDecoder.check(new byte[0])).hasMessage("is neither JPEG nor PNG");

        var huge = encoded("colour.jpg");
        int frame = indexOf(huge, 0xC0);
        Arrays.fill(huge, frame + 4, frame + 8, (byte) 0xFE);
        assertThatThrownBy(() -> ImageDecoder.decode(huge))
                .hasMessage("is truncated or altered (it claims 65278 x 65278 pixels)");
    }

    private static int indexOf(byte[] jpeg, int marker) {
        int at = 0;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) marker) {
            at++;
        }
        return at + 1;
    }

    private static RgbImage picture(int width, int height) {
        var values = new byte[3 * width * height];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[at++] = (byte) (x * 5 + y * 3);
                values[at++] = (byte) (x * x / 7 + y * 11);
                values[at++] = (byte) (255 - x * y / 3 % 256);
            }
        }
        return new RgbImage(width, height, values);
    }

    private static byte[] encoded(String name) throws IOException {
        try (var in = PillowTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static String crc(byte[] values) {
        var crc = new CRC32();
        crc.update(values);
        return "%08x".formatted(crc.getValue());
    }
}
