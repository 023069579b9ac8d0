package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.image.Framing;
import dev.tombola.vision.image.ResizedCrop;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.random.Randomness;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image {@code n} of a set is 30 + n pixels wide and 20 high, and full of the colour (10 n, 100, 200). */
class EncodedSetTest {
    private static final Augmentation VARIED = new Augmentation(Optional.of(new ResizedCrop(.08, 1)), 0, true);
    private static final Normalisation BYTES =
            new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1 / 255.0, 1 / 255.0, 1 / 255.0));

    @TempDir
    private Path folder;

    private static DataSet dataSet(DataSet.Format format) {
        return new DataSet("views", 2, new Shape(3, 8, 8), 5, 0, 2, BYTES, VARIED, new Framing(10), format);
    }

    private DataFolder lists() {
        return new DataFolder(dataSet(DataSet.Format.IMAGE_LISTS), folder);
    }

    private DataFolder folders() {
        return new DataFolder(dataSet(DataSet.Format.IMAGE_FOLDERS), folder);
    }

    private Path image(String name, int number) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        var image = new BufferedImage(30 + number, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, (number * 10) << 16 | 100 << 8 | 200);
            }
        }
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    private void writeLists() throws IOException {
        for (int n = 0; n < 5; n++) {
            image("train/class/%d.png".formatted(n), n);
        }
        image("validation/a.jpg", 5);
        image("validation/b.jpg", 6);
        list("train", "class/4.png 1\nclass/0.png 0\nclass/1.png 0\nclass/3.png 1\nclass/2.png 0\n");
        list("validation", "a.jpg 0\nb.jpg 1\n");
    }

    private Path list(String part, String lines) throws IOException {
        return Files.writeString(folder.resolve(part).resolve("image_list.txt"), lines);
    }

    private void writeFolders() throws IOException {
        for (int n = 0; n < 5; n++) {
            image("train/n%d/%d.png".formatted(n % 2, n), n);
            image("val/n%d/%d.png".formatted(n % 2, n), n + 5);
        }
        for (int n = 2; n < 5; n++) {
            Files.delete(folder.resolve("val/n%d/%d.png".formatted(n % 2, n)));
        }
    }

    private static int red(ImageSet images, int image) {
        var pixels = new byte[images.valuesPerImage()];
        images.copy(image, pixels);
        return pixels[0];
    }

    @Test
    void aListIsReadInItsOrder() throws IOException {
        writeLists();

        var samples = lists().read();

        assertThat(samples.train().labels()).containsExactly(1, 0, 0, 1, 0);
        assertThat(List.of(4, 0, 1, 3, 2))
                .allSatisfy(n -> assertThat(
                                red(samples.train(), List.of(4, 0, 1, 3, 2).indexOf(n)))
                        .isEqualTo(10 * n));
        assertThat(samples.test().labels()).containsExactly(0, 1);
        assertThat(samples.train().stored(2)).isEqualTo(Files.readAllBytes(folder.resolve("train/class/1.png")));
    }

    @Test
    void foldersAreReadInTheOrderOfTheirNames() throws IOException {
        writeFolders();

        var samples = folders().read();

        assertThat(samples.train().labels()).containsExactly(0, 0, 0, 1, 1);
        assertThat(red(samples.train(), 1)).isEqualTo(20);
        assertThat(red(samples.train(), 4)).isEqualTo(30);
        assertThat(samples.test().labels()).containsExactly(0, 1);
    }

    @Test
    void anEpochIsChosenByWhatIsMeasuredWhereNothingIsHeldOut() throws IOException {
        writeFolders();
        var samples = folders().read();

        var splits = Splits.of(samples, new TaskName(samples.dataSet(), List.of(), 0));

        assertThat(splits.train().size()).isEqualTo(5);
        assertThat(splits.validation().labels())
                .isEqualTo(splits.test().labels())
                .containsExactly(0, 1);
    }

    @Test
    void theDigestTellsFilesLabelsAndOrderApart() throws IOException {
        writeLists();
        String digest = lists().read().digest();
        assertThat(lists().read().digest()).isEqualTo(digest);

        list("validation", "a.jpg 1\nb.jpg 1\n");
        assertThat(lists().read().digest()).isNotEqualTo(digest);
        list("validation", "b.jpg 0\na.jpg 1\n");
        assertThat(lists().read().digest()).isNotEqualTo(digest);
        list("validation", "a.jpg 0\nb.jpg 1\n");
        image("validation/a.jpg", 7);
        assertThat(lists().read().digest()).isNotEqualTo(digest);
    }

    @Test
    void takesNoPartForTheWhole() throws IOException {
        writeLists();
        list("train", "class/4.png 1\n");

        assertThat(lists().readPartial().isPartial()).isTrue();
        assertThatThrownBy(() -> lists().read())
                .hasMessageContaining("has only 1 of 5 training and 2 of 2 test images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class/4.png",
                "class/4.png x",
                "class/4.png 2",
                "class/4.png -1",
                "/etc/passwd 1",
                "../secret.png 1",
                "class/../../secret.png 1",
                "",
                "a b 1",
                "class/4.png 99999999999"
            })
    void refusesAListOfAnythingElse(String line) throws IOException {
        writeLists();
        Path list = list("train", "class/0.png 0\n" + line + "\n");

        assertThatThrownBy(() -> lists().readPartial())
                .isInstanceOf(UnusableDataException.class)
                .hasMessageStartingWith(list + " is altered: line 2 ")
                .hasMessageEndingWith(": fetch it again");
    }

    @Test
    void refusesAListThatIsNoTextOrTooLongOrEmpty() throws IOException {
        writeLists();

        Path list = Files.write(folder.resolve("train/image_list.txt"), new byte[] {(byte) 0xC0, (byte) 0xFF, 10});
        assertThatThrownBy(() -> lists().readPartial()).hasMessage(list + " is no text: fetch it again");
        list("train", "class/0.png 0\n".repeat(6));
        assertThatThrownBy(() -> lists().readPartial())
                .hasMessage(list + " lists more images than the 5 that belong: fetch it again");
        list("train", "");
        assertThatThrownBy(() -> lists().readPartial()).hasMessage(list + " lists no image: fetch it again");
        Files.delete(list);
        assertThatThrownBy(() -> lists().readPartial())
                .hasMessage(folder + " has no train/image_list.txt: fetch views, or copy its files there");
    }

    @Test
    void namesTheImageThatIsMissingTruncatedOrNone() throws IOException {
        writeLists();
        var samples = lists().read();
        Path image = folder.resolve("validation/b.jpg");
        var whole = Files.readAllBytes(image);

        Files.write(image, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(samples::digest)
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(image + " is truncated: unpack the archive again");
        Files.writeString(image, "<html>");
        assertThatThrownBy(samples::digest).hasMessage(image + " is neither JPEG nor PNG: unpack the archive again");
        Files.delete(image);
        assertThatThrownBy(samples::digest).hasMessage(image + " is missing: unpack the archive again");
    }

    @Test
    void namesTheFolderThatIsMissing() throws IOException {
        writeFolders();
        Path val = folder.resolve("val");
        Files.move(val.resolve("n1"), folder.resolve("n1"));
        assertThatThrownBy(() -> folders().readPartial())
                .hasMessage(val + " has no folder n1: unpack its archive again");
        image("train/n2/1.png", 1);
        assertThatThrownBy(() -> folders().readPartial())
                .hasMessageStartingWith(folder.resolve("train") + " has 3 folders, not one for each of the 2 classes");
    }

    @Test
    void batchesAreTheSameWithAnyNumberOfThreads() throws IOException {
        writeLists();
        for (int n = 0; n < 5; n++) {
            noise(folder.resolve("train/class/%d.png".formatted(n)), n);
        }
        var images = lists().read().train();

        // When
        long one = checksum(images, 1, 0);

        // Then
        assertThat(checksum(images, 2, 0)).isEqualTo(one);
        assertThat(checksum(images, 7, 0)).isEqualTo(one);
        assertThat(checksum(images, 2, 1)).as("from another batch on").isNotEqualTo(one);
    }

    @Test
    void everyEpochShowsAnotherPart() throws IOException {
        writeLists();
        noise(folder.resolve("train/class/4.png"), 4);
        var images = lists().read().train().select(IntStream.of(0));
        var epochs = new Epochs(1, true, VARIED, Randomness.of(3));

        try (var batches = Batches.training(images, BYTES, ChannelOrder.CHANNELS_LAST, epochs, 0)) {
            var first = new float[3 * 8 * 8];
            batches.next().values().get(first);
            var second = new float[3 * 8 * 8];
            batches.next().values().get(second);
            assertThat(first).isNotEqualTo(second);
        }
    }

    @Test
    void saysWhichImageCannotBeDecoded() throws IOException {
        writeLists();
        var images = lists().read().train();
        Path image = folder.resolve("train/class/1.png");
        noise(image, 1);
        var content = Files.readAllBytes(image);
        Arrays.fill(content, 60, content.length - 20, (byte) 0);
        Files.write(image, content);

        try (var batches = Batches.inOrder(images, BYTES, ChannelOrder.CHANNELS_FIRST, 5)) {
            assertThatThrownBy(batches::next).rootCause().isNotNull();
            assertThatThrownBy(batches::next).cause().hasMessageStartingWith(image + " is truncated or altered");
        }
    }

    private static long checksum(ImageSet images, int loaders, long first) {
        var crc = new CRC32();
        var epochs = new Epochs(3, false, VARIED, Randomness.of(3));
        try (var batches = Batches.training(images, BYTES, ChannelOrder.CHANNELS_FIRST, epochs, first, loaders)) {
            for (int i = 0; i < 6; i++) {
                var batch = batches.next();
                assertThat(batch.values().remaining()).isEqualTo(batch.size() * 3 * 8 * 8);
                crc.update(batch.bytes());
            }
        }
        return crc.getValue();
    }

    private static void noise(Path file, long seed) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        var random = Randomness.of(seed);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, (int) random.bits(i) & 0xFFFFFF);
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
