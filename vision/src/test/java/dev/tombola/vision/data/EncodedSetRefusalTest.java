package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with lists, folders and images is named, with what to do about it. */
class EncodedSetRefusalTest {
    @TempDir
    private Path folder;

    private EncodedFiles files;

    @BeforeEach
    void inAFolder() {
        files = new EncodedFiles(folder);
    }

    @Test
    void takesNoPartForTheWhole() throws IOException {
        files.writeLists();
        files.list("train", "class/4.png 1\n");

        assertThat(files.lists().readPartial().isPartial()).isTrue();
        assertThatThrownBy(() -> files.lists().read())
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
        files.writeLists();
        Path list = files.list("train", "class/0.png 0\n" + line + "\n");

        assertThatThrownBy(() -> files.lists().readPartial())
                .isInstanceOf(UnusableDataException.class)
                .hasMessageStartingWith(list + " is altered: line 2 ")
                .hasMessageEndingWith(": fetch it again");
    }

    @Test
    void refusesAListThatIsNoTextOrTooLongOrEmpty() throws IOException {
        files.writeLists();

        Path list = Files.write(folder.resolve("train/image_list.txt"), new byte[] {(byte) 0xC0, (byte) 0xFF, 10});
        assertThatThrownBy(() -> files.lists().readPartial()).hasMessage(list + " is no text: fetch it again");
        files.list("train", "class/0.png 0\n".repeat(6));
        assertThatThrownBy(() -> files.lists().readPartial())
                .hasMessage(list + " lists more images than the 5 that belong: fetch it again");
        files.list("train", "");
        assertThatThrownBy(() -> files.lists().readPartial()).hasMessage(list + " lists no image: fetch it again");
        Files.delete(list);
        assertThatThrownBy(() -> files.lists().readPartial())
                .hasMessage(folder + " has no train/image_list.txt: fetch views, or copy its files there");
    }

    @Test
    void namesTheImageThatIsMissingTruncatedOrNone() throws IOException {
        files.writeLists();
        var samples = files.lists().read();
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
        files.writeFolders();
        Path val = folder.resolve("val");
        Files.move(val.resolve("n1"), folder.resolve("n1"));
        assertThatThrownBy(() -> files.folders().readPartial())
                .hasMessage(val + " has no folder n1: unpack its archive again");
        files.image("train/n2/1.png", 1);
        assertThatThrownBy(() -> files.folders().readPartial())
                .hasMessageStartingWith(folder.resolve("train") + " has 3 folders, not one for each of the 2 classes");
    }

    @Test
    void holdsNothingOutOfFoldersWhoseLastImagesAreOfTheLastClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodedFiles.dataSet(DataSet.Format.IMAGE_FOLDERS, 1))
                .withMessageStartingWith("validationImages: 1 of views, but folders are read class by class");
        assertThat(EncodedFiles.dataSet(DataSet.Format.IMAGE_LISTS, 1).validationImages())
                .isEqualTo(1);
    }
}
