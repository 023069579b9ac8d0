package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.ViewWriter;
import dev.tombola.vision.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoded images on their way into batches. */
class EncodedBatchesTest {
    @TempDir
    private Path folder;

    private EncodedFiles files;

    @BeforeEach
    void inAFolder() {
        files = new EncodedFiles(folder);
    }

    @Test
    void batchesAreTheSameWithAnyNumberOfThreads() throws IOException {
        files.writeLists();
        for (int n = 0; n < 5; n++) {
            EncodedFiles.noise(folder.resolve("train/class/%d.png".formatted(n)), n);
        }
        var images = files.lists().read().train();

        // When
        long one = checksum(images, 1, 0);

        // Then
        assertThat(checksum(images, 2, 0)).isEqualTo(one);
        assertThat(checksum(images, 7, 0)).isEqualTo(one);
        assertThat(checksum(images, 2, 1)).as("from another batch on").isNotEqualTo(one);
    }

    @Test
    void everyEpochShowsAnotherPart() throws IOException {
        files.writeLists();
        EncodedFiles.noise(folder.resolve("train/class/4.png"), 4);
        var images = files.lists().read().train().select(IntStream.of(0));
        var epochs = new Epochs(1, true, EncodedFiles.VARIED, Randomness.of(3));

        try (var batches = Batches.training(images, EncodedFiles.BYTES, ChannelOrder.CHANNELS_LAST, epochs, 0)) {
            var first = new float[3 * 8 * 8];
            batches.next().values().get(first);
            var second = new float[3 * 8 * 8];
            batches.next().values().get(second);
            assertThat(first).isNotEqualTo(second);
        }
    }

    @Test
    void viewsAreTakenOfTheWholeImage() throws IOException {
        files.writeLists();
        for (int n = 0; n < 5; n++) {
            EncodedFiles.noise(folder.resolve("train/class/%d.png".formatted(n)), n);
        }
        var images = files.lists().read().train();
        var randomness = Randomness.of(4);

        try (var batches = Batches.viewsInOrder(
                images, EncodedFiles.BYTES, ChannelOrder.CHANNELS_FIRST, Views.MOCO, randomness, 3)) {
            var batch = batches.next();

            var writer = new ViewWriter(Views.MOCO, images.shape());
            for (int row = 0; row < 6; row++) {
                int image = row % 3;
                var picture = images.picture(image, new byte[0]);
                assertThat(picture.width()).isEqualTo(40);
                var view = writer.view(picture, randomness.bits(2L * image + row / 3));
                assertThat(batch.values().get(row * 3 * 8 * 8)).isEqualTo(view.channel(0)[0] / (float) (1 / 255.0));
            }
        }
    }

    @Test
    void saysWhichImageCannotBeDecoded() throws IOException {
        files.writeLists();
        var images = files.lists().read().train();
        Path image = folder.resolve("train/class/1.png");
        EncodedFiles.noise(image, 1);
        var content = Files.readAllBytes(image);
        Arrays.fill(content, 60, content.length - 20, (byte) 0);
        Files.write(image, content);

        try (var batches = Batches.inOrder(images, EncodedFiles.BYTES, ChannelOrder.CHANNELS_FIRST, 5)) {
            assertThatThrownBy(batches::next).rootCause().isNotNull();
            assertThatThrownBy(batches::next).cause().hasMessageStartingWith(image + " is truncated or altered");
        }
    }

    private static long checksum(ImageSet images, int loaders, long first) {
        var crc = new CRC32();
        var epochs = new Epochs(3, false, EncodedFiles.VARIED, Randomness.of(3));
        try (var batches =
                Batches.training(images, EncodedFiles.BYTES, ChannelOrder.CHANNELS_FIRST, epochs, first, loaders)) {
            for (int i = 0; i < 6; i++) {
                var batch = batches.next();
                assertThat(batch.values().remaining()).isEqualTo(batch.size() * 3 * 8 * 8);
                crc.update(batch.bytes());
            }
        }
        return crc.getValue();
    }
}
