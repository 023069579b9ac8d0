package dev.tombola.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.vision.data.UnusableDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportDataSetTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final DataSetCatalogue catalogue = new DataSetCatalogue(store);

    @TempDir
    Path folder;

    @Test
    void putsAPartialSetIntoTheStoreWhenAskedTo() throws IOException {
        writeMnist(40, 10);

        var entry = importing().from(folder, "mnist", true);

        assertThat(catalogue.current("mnist")).contains(entry);
        assertThat(entry.partial()).isTrue();
        assertThat(entry.train().images()).isEqualTo(40);
        assertThat(Shelf.describe(entry))
                .isEqualTo("mnist is in the store: 40 training and 10 test images of 10 classes, 39.9 kB, digest "
                        + entry.digest().brief() + " (partial)");
    }

    @Test
    void takesNoPartForTheWhole() throws IOException {
        writeMnist(40, 10);

        assertThatThrownBy(() -> importing().from(folder, "mnist", false))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageStartingWith(folder + " has only 40 of 60000 training and 10 of 10000 test images of mnist");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void namesTheFileThatIsMissingOrTruncated() throws IOException {
        writeMnist(40, 10);
        Path labels = folder.resolve("t10k-labels-idx1-ubyte");
        byte[] whole = Files.readAllBytes(labels);

        Files.write(labels, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> importing().from(folder, "mnist", true)).hasMessageStartingWith(labels + " is ");
        Files.delete(labels);
        assertThatThrownBy(() -> importing().from(folder, "mnist", true))
                .hasMessageStartingWith(folder + " has no t10k-labels-idx1-ubyte");
        assertThatThrownBy(() -> importing().from(folder.resolve("none"), "mnist", true))
                .hasMessageStartingWith(folder.resolve("none") + " is no folder");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void saysWhatIsThereAndWhatCouldBeFetched() throws IOException {
        writeMnist(40, 10);
        var entry = importing().from(folder, "mnist", true);

        var shelves = Shelf.all(catalogue);

        assertThat(Shelf.table(shelves)
                        .lines()
                        .map(line -> line.replaceAll("[ |]+", " ").strip()))
                .contains(
                        "mnist " + entry.digest().brief() + " partial 10 40 10 39.9 kB",
                        "fashion-mnist data fetch fashion-mnist (30.9 MB) 10",
                        "svhn data fetch svhn (246.3 MB) 10");
        assertThat(shelves).filteredOn(shelf -> shelf.stored() != null).hasSize(1);
    }

    @Test
    void putsImagesThatAreFilesIntoTheStoreAndNamesTheOneThatIsNone() throws IOException {
        Path bad = folder.resolve("validation/1.png");
        for (String part : List.of("train", "validation")) {
            Files.createDirectories(folder.resolve(part));
            ImageIO.write(
                    new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(part + "/0.png").toFile());
            Files.copy(folder.resolve(part + "/0.png"), folder.resolve(part + "/1.png"));
            Files.writeString(folder.resolve(part + "/image_list.txt"), "0.png 3\n1.png 11\n");
        }
        Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 40));

        assertThatThrownBy(() -> importing().from(folder, "visda2017", true))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(bad + " is truncated: unpack the archive again");
        assertThat(store.list("")).isEmpty();

        Files.copy(folder.resolve("validation/0.png"), bad, StandardCopyOption.REPLACE_EXISTING);
        var entry = importing().from(folder, "visda2017", true);
        assertThat(catalogue.current("visda2017")).contains(entry);
        assertThat(entry.train().images()).isEqualTo(2);
        assertThat(entry.held()).as("an epoch is chosen by the test images").isEqualTo(entry.tested());
    }

    private ImportDataSet importing() {
        return new ImportDataSet(catalogue, folder.resolve("scratch"));
    }

    private void writeMnist(int train, int test) throws IOException {
        write("train", train);
        write("t10k", test);
    }

    private void write(String part, int count) throws IOException {
        var images = ByteBuffer.allocate(16 + count * 28 * 28)
                .putInt(0x803)
                .putInt(count)
                .putInt(28)
                .putInt(28);
        var labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            labels.put((byte) (i % 10));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
