package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order encoded images are read, and what tells one set from another. */
class EncodedSetTest {
    @TempDir
    private Path folder;

    private EncodedFiles files;

    @BeforeEach
    void inAFolder() {
        files = new EncodedFiles(folder);
    }

    @Test
    void aListIsReadInItsOrder() throws IOException {
        files.writeLists();

        var samples = files.lists().read();

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
        files.writeFolders();

        var samples = files.folders().read();

        assertThat(samples.train().labels()).containsExactly(0, 0, 0, 1, 1);
        assertThat(red(samples.train(), 1)).isEqualTo(20);
        assertThat(red(samples.train(), 4)).isEqualTo(30);
        assertThat(samples.test().labels()).containsExactly(0, 1);
    }

    @Test
    void anEpochIsChosenByWhatIsMeasuredWhereNothingIsHeldOut() throws IOException {
        files.writeFolders();
        var samples = files.folders().read();

        var splits = Splits.of(samples, new TaskName(samples.dataSet(), List.of(), 0));

        assertThat(splits.train().size()).isEqualTo(5);
        assertThat(splits.validation().labels())
                .isEqualTo(splits.test().labels())
                .containsExactly(0, 1);
    }

    @Test
    void theDigestTellsFilesLabelsAndOrderApart() throws IOException {
        files.writeLists();
        String digest = files.lists().read().digest();
        assertThat(files.lists().read().digest()).isEqualTo(digest);

        files.list("validation", "a.jpg 1\nb.jpg 1\n");
        assertThat(files.lists().read().digest()).isNotEqualTo(digest);
        files.list("validation", "b.jpg 0\na.jpg 1\n");
        assertThat(files.lists().read().digest()).isNotEqualTo(digest);
        files.list("validation", "a.jpg 0\nb.jpg 1\n");
        files.image("validation/a.jpg", 7);
        assertThat(files.lists().read().digest()).isNotEqualTo(digest);
    }

    private static int red(ImageSet images, int image) {
        var pixels = new byte[images.valuesPerImage()];
        images.copy(image, pixels);
        return pixels[0];
    }
}
