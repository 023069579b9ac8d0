package dev.tombola.vision.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.image.Framing;
import dev.tombola.vision.network.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data set of docs/extending.md: images of three classes in folders. */
class OwnDataSetTest {
    private static final DataSet THREE_MARKS = new DataSet(
            "three-marks",
            3, // classes
            new Shape(3, 48, 48), // what an image is brought to: channels, height, width
            24, // training images, all classes together
            0, // of them for validation: none, since the last of them would all be of the last class
            9, // test images
            new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225)),
            Augmentation.CROP_AND_FLIP,
            Framing.STRETCHED,
            DataSet.Format.IMAGE_FOLDERS);

    @TempDir
    Path folder;

    @Test
    void isReadWithItsClassesInTheOrderOfTheirNames() throws IOException {
        // Given
        draw("train", 8);
        draw("val", 3);

        // When
        var samples = new DataFolder(THREE_MARKS, folder).read();

        // Then
        assertThat(samples.train().labels()).isEqualTo(labels(8));
        assertThat(samples.test().labels()).isEqualTo(labels(3));
        var pixels = new byte[3 * 48 * 48];
        samples.test().copy(3, pixels);
        assertThat(pixels[0]).as("of a cross, the second class").isEqualTo((byte) 20);
    }

    @Test
    void anImageTooFewIsNamed() throws IOException {
        draw("train", 8);
        draw("val", 2);

        assertThatThrownBy(() -> new DataFolder(THREE_MARKS, folder).read())
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("6 of 9 test images of three-marks");
    }

    private static int[] labels(int each) {
        return IntStream.range(0, 3 * each).map(i -> i / each).toArray();
    }

    private void draw(String part, int images) throws IOException {
        for (String mark : List.of("bar", "cross", "ring")) {
            var target = Files.createDirectories(folder.resolve(part).resolve(mark));
            int grey = 10 * (1 + List.of("bar", "cross", "ring").indexOf(mark));
            for (int n = 0; n < images; n++) {
                var image = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
                IntStream.range(0, 60 * 50).forEach(i -> image.setRGB(i % 60, i / 60, grey * 0x10101));
                ImageIO.write(image, "png", target.resolve(n + ".png").toFile());
            }
        }
    }
}
