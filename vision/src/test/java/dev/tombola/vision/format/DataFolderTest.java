package dev.tombola.vision.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.TestFolders;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final Normalisation ANY = new Normalisation(List.of(0.0), List.of(1.0));

    @TempDir
    private Path folder;

    /** Grey images of 1 x 2 pixels in two classes: 3 for training, 1 for testing. */
    private DataFolder idx() {
        return new DataFolder(
                new DataSet("dots", 2, new Shape(1, 1, 2), 3, 1, 1, ANY, Augmentation.NONE, DataSet.Format.IDX),
                folder);
    }

    /** Two-channel images of 1 x 2 pixels in two classes: 3 for training, 1 for testing. */
    private DataFolder records(DataSet.Format format) {
        return new DataFolder(
                new DataSet("dots", 2, new Shape(2, 1, 2), 3, 1, 1, ANY, Augmentation.NONE, format), folder);
    }

    private Path write(String name, int... bytes) throws IOException {
        var content = ByteBuffer.allocate(bytes.length);
        for (int b : bytes) {
            content.put((byte) b);
        }
        return Files.write(folder.resolve(name), content.array());
    }

    private void writeIdx() throws IOException {
        write("train-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 10, 11, 20, 21, 30, 31);
        write("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 1);
        write("t10k-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 40, 41);
        write("t10k-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 1, 0);
    }

    private static byte[] image(ImageSet images, int image) {
        var pixels = new byte[images.valuesPerImage()];
        images.copy(image, pixels);
        return pixels;
    }

    @Test
    void idxFilesAreReadPlain() throws IOException {
        writeIdx();

        var samples = idx().read();

        assertThat(samples.train().labels()).containsExactly(1, 0, 1);
        assertThat(image(samples.train(), 2)).containsExactly(30, 31);
        assertThat(image(samples.test(), 0)).containsExactly(40, 41);
    }

    @Test
    void idxFilesAreReadGzipped() throws IOException {
        writeIdx();
        String plain = idx().read().digest();
        var images = folder.resolve("train-images-idx3-ubyte");
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("train-images-idx3-ubyte.gz")))) {
            out.write(Files.readAllBytes(images));
        }
        Files.delete(images);

        assertThat(idx().read().digest()).isEqualTo(plain);
    }

    @Test
    void recordsOfPlanesBecomePixels() throws IOException {
        write("data_batch_10.bin", 1, 50, 51, 52, 53);
        write("data_batch_2.bin", 0, 10, 11, 12, 13, 1, 20, 21, 22, 23);
        write("test_batch.bin", 1, 30, 31, 32, 33);

        var samples = records(DataSet.Format.RECORDS).read();

        assertThat(samples.train().labels()).containsExactly(0, 1, 1);
        assertThat(image(samples.train(), 0)).containsExactly(10, 12, 11, 13);
        assertThat(image(samples.train(), 2)).containsExactly(50, 52, 51, 53);
    }

    @Test
    void theFineLabelIsTheOneThatCounts() throws IOException {
        write("train.bin", 9, 1, 10, 11, 12, 13);
        write("test.bin", 9, 0, 30, 31, 32, 33);

        var samples = records(DataSet.Format.RECORDS_OF_TWO_LABELS).readPartial();

        assertThat(samples.train().label(0)).isEqualTo(1);
        assertThat(samples.isPartial()).isTrue();
    }

    @Test
    void aPartIsTakenOnlyOnPurpose() throws IOException {
        write("train.bin", 0, 10, 11, 12, 13);
        write("test.bin", 1, 30, 31, 32, 33);

        assertThatThrownBy(() -> records(DataSet.Format.RECORDS).read())
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(folder + " has only 1 of 3 training and 1 of 1 test images of dots:"
                        + " add the rest, or import it as partial");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        writeIdx();
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));

        assertThatThrownBy(() -> idx().read())
                .hasMessage(folder + " has no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz:"
                        + " fetch dots, or copy its files there");
        assertThatThrownBy(() -> records(DataSet.Format.RECORDS).read())
                .hasMessageContaining("has no data_batch_*.bin");
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        writeIdx();
        var file = folder.resolve("train-images-idx3-ubyte");
        var content = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(content, content.length - 1));
        assertThatThrownBy(() -> idx().read())
                .hasMessage(file + " is not as long as it claims (3 entries): fetch it again");
        Files.write(file, Arrays.copyOf(content, 6));
        assertThatThrownBy(() -> idx().read()).hasMessage(file + " is truncated or altered: fetch it again");
    }

    @Test
    void aTruncatedGzipFileIsNamed() throws IOException {
        writeIdx();
        var file = folder.resolve("train-images-idx3-ubyte");
        var content = Files.readAllBytes(file);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        var zipped = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(zipped, zipped.length / 2));

        assertThatThrownBy(() -> idx().read()).hasMessage(file + " is truncated or altered: fetch it again");
    }

    @Test
    void aCountThatCannotBeTrueAllocatesNothing() throws IOException {
        writeIdx();
        var file = write("train-images-idx3-ubyte", 0, 0, 8, 3, 0x7F, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2);

        assertThatThrownBy(() -> idx().read())
                .hasMessage(file + " claims 2130706432 entries where at most 3 belong: fetch it again");
    }

    @Test
    void imagesOfAnotherSizeAreNamed() throws IOException {
        writeIdx();
        var file = write("train-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3);

        assertThatThrownBy(() -> idx().read())
                .hasMessage(file + " has images of side 3, not 2: is it another data set?");
    }

    @Test
    void labelsThatCannotBeAreNamed() throws IOException {
        writeIdx();
        var labels = write("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 2);
        assertThatThrownBy(() -> idx().read()).hasMessage(labels + " has a label beyond class 1: fetch it again");

        var records = write("train.bin", 7, 10, 11, 12, 13);
        assertThatThrownBy(() -> records(DataSet.Format.RECORDS).read())
                .hasMessage(records + " is altered: it has a label 7, beyond class 1: fetch it again");
    }

    @Test
    void recordsCutInTheMiddleAreNamed() throws IOException {
        var file = write("train.bin", 0, 10, 11, 12, 13, 1, 20);

        assertThatThrownBy(() -> records(DataSet.Format.RECORDS).read())
                .hasMessage(file + " is truncated: 7 bytes are no whole number of 5: fetch it again");
    }

    @Test
    void theDigestSeesPixelsLabelsAndParts() throws IOException {
        writeIdx();
        String digest = idx().read().digest();

        write("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 3, 1, 1, 1);
        String otherLabels = idx().read().digest();
        writeIdx();
        write("t10k-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 40, 42);
        String otherPixels = idx().read().digest();

        assertThat(List.of(digest, otherLabels, otherPixels)).doesNotHaveDuplicates();
        // Python: sha256 over b"train\0" + pack(">4i", 3, 1, 2, 1) + images + pack(">3h", 1, 0, 1) + b"test\0" + ...
        assertThat(digest).isEqualTo("ca64527e4f4a11a8a55064621cc7370951b697a132552965e298d133f0c4944e");
    }

    @Test
    void mnistIsReadWhole() throws IOException {
        var mnist = new DataFolder(DataSets.named("mnist"), TestFolders.data("mnist")).read();

        assertThat(mnist.train().size()).isEqualTo(60_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        var splits = Splits.of(mnist, TaskName.parse("mnist/1,3,5:3000"));
        assertThat(splits.train().size()).isEqualTo(3000);
        assertThat(Arrays.stream(splits.train().labels()).filter(label -> label == 2))
                .hasSize(1000);
    }

    @Test
    void aPartOfSvhnIsRead() throws IOException {
        var svhn = new DataFolder(DataSets.named("svhn"), TestFolders.data("svhn")).readPartial();

        assertThat(svhn.train().size()).isEqualTo(799);
        assertThat(svhn.test().size()).isEqualTo(284);
        assertThat(Splits.of(svhn, TaskName.parse("svhn")).validation().size()).isEqualTo(79);
    }
}
