package dev.tombola.vision.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.UnusableDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/**
 * The two files were written by scipy.io.savemat, the one for training compressed: pixel (h, w, c) of image n is
 * (31 n + 5 h + 3 w + 80 c) mod 256, and the classes are 1, 9, 10 and 10.
 */
class MatlabFilesTest {
    private static final int HEADER = 128;

    @TempDir
    private Path folder;

    private Path train;
    private Path test;

    @BeforeEach
    void copy() throws IOException {
        train = copy("train_32x32.mat");
        test = copy("test_32x32.mat");
    }

    @Test
    void readsWhatMatlabWrites() throws IOException {
        // When
        var samples = read();

        // Then
        assertThat(samples.train().labels()).containsExactly(1, 9, 0);
        assertThat(samples.test().labels()).containsExactly(0);
        var pixels = new byte[32 * 32 * 3];
        for (int n = 0; n < 3; n++) {
            samples.train().copy(n, pixels);
            for (int i = 0; i < pixels.length; i++) {
                int value = 31 * n + 5 * (i / 96) + 3 * (i / 3 % 32) + 80 * (i % 3);
                assertThat(pixels[i]).isEqualTo((byte) value);
            }
        }
    }

    @Test
    void readsLabelsOfOtherTypesAndImagesOfThreeSides() throws IOException {
        write(test, "X", Mat5.newMatrix(new int[] {32, 32, 3}, MatlabType.UInt8), "y", row(3.0));

        assertThat(read().test().labels()).containsExactly(3);
    }

    @Test
    void readsRecordsWhereThereIsNoSuchFile() throws IOException {
        Files.delete(train);
        Files.delete(test);
        Files.write(folder.resolve("train.bin"), new byte[2 * 3073]);
        Files.write(folder.resolve("test.bin"), new byte[3073]);

        assertThat(read().train().size()).isEqualTo(2);
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        Files.delete(test);

        assertThatThrownBy(this::read)
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(folder + " has no test_32x32.mat: fetch svhn, or copy its files there");
    }

    @Test
    void refusesWhateverIsCutShort() throws IOException {
        var whole = Files.readAllBytes(train);

        for (int length = 0; length < whole.length; length += 11) {
            Files.write(train, Arrays.copyOf(whole, length));

            assertThatThrownBy(this::read)
                    .isInstanceOf(UnusableDataException.class)
                    .hasMessageStartingWith(train + " ")
                    .hasMessageEndingWith(": fetch it again")
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "11", "1.5", "NaN", "-1"})
    void refusesClassesThatThereAreNot(double number) throws IOException {
        write(test, "X", images(1), "y", row(number));

        assertRefused(test, "is altered: it has a class %s, not of 1 to 10: fetch it again".formatted(number));
    }

    @Test
    void refusesOtherNumbersOfLabels() throws IOException {
        write(test, "X", images(2), "y", row(1));

        assertRefused(test, "has 1 labels for 2 images: fetch it again");
    }

    @Test
    void refusesVariablesOfOtherNames() throws IOException {
        write(test, "x", images(1), "y", row(1));

        assertRefused(test, "holds no X: fetch it again");
    }

    @Test
    void refusesVariablesOfOtherTypesAndSides() throws IOException {
        write(test, "X", Mat5.newMatrix(new int[] {32, 32, 3, 1}), "y", row(1));
        assertRefused(test, "has X as double [32, 32, 3, 1], not as uint8 [32, 32, 3, n]: is it another data set?");

        write(test, "X", Mat5.newMatrix(new int[] {28, 28, 3, 1}, MatlabType.UInt8), "y", row(1));
        assertRefused(test, "has X as uint8 [28, 28, 3, 1], not as uint8 [32, 32, 3, n]: is it another data set?");

        write(test, "X", images(1), "y", Mat5.newString("1"));
        assertRefused(test, "has y as char [1, 1], not as numbers [n, 1]: is it another data set?");
    }

    @Test
    void refusesAFileOfAnotherVersion() throws IOException {
        var other = Files.readAllBytes(test);
        System.arraycopy("MATLAB 7.3".getBytes(StandardCharsets.US_ASCII), 0, other, 0, 10);
        Files.write(test, other);

        assertThatThrownBy(this::read).hasMessageStartingWith(test + " cannot be read as a MATLAB file of version 5 (");
    }

    @Test
    void believesNoClaimOfMoreImagesThanTheSetHas() throws IOException {
        var claiming = ByteBuffer.wrap(Files.readAllBytes(test)).order(ByteOrder.LITTLE_ENDIAN);
        claiming.putInt(HEADER + 8 + 16 + 8 + 12, 1 << 30); // the fourth side of X
        Files.write(test, claiming.array());

        assertRefused(test, "claims 1073741824 entries where at most 26032 belong: fetch it again");
    }

    @Test
    void believesNoClaimOfMoreBytesThanThereAre() throws IOException {
        var claiming = ByteBuffer.wrap(Files.readAllBytes(test)).order(ByteOrder.LITTLE_ENDIAN);
        for (int length : new int[] {Integer.MAX_VALUE, -8, 1 << 20}) {
            claiming.putInt(HEADER + 4, length);
            Files.write(test, claiming.array());

            assertRefused(
                    test,
                    "cannot be read as a MATLAB file of version 5 (a part of it claims %d bytes where at most 3320 can be): fetch it again"
                            .formatted(Integer.toUnsignedLong(length)));
        }
    }

    @Test
    void inflatesNoMoreThanBelongs() throws IOException {
        var bomb = new byte[100 << 20]; // a hundred kilobytes when deflated
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(14).putInt(bomb.length - 8);
        writeDeflated(bomb);

        assertThatThrownBy(this::read)
                .hasMessageStartingWith(
                        test + " cannot be read as a MATLAB file of version 5 (a part of it claims 104857592 bytes");
    }

    @Test
    void refusesTheSameVariableTwice() throws IOException {
        var once = Files.readAllBytes(train);
        var twice = Arrays.copyOf(once, 2 * once.length - HEADER);
        System.arraycopy(once, HEADER, twice, once.length, once.length - HEADER);
        Files.write(train, twice);

        assertRefused(train, "holds X twice: fetch it again");
    }

    @Test
    void skipsWhatItDoesNotKnowAndRefusesWhatNests() throws IOException {
        write(test, "X", images(1), "y", row(1), "other", Mat5.newCell(2, 2));
        assertThat(read().test().size()).isEqualTo(1);

        write(test, "X", Mat5.newCell(2, 2), "y", row(1));
        assertThatThrownBy(this::read).hasMessageStartingWith(test + " has X as cell [2, 2], not as uint8");
    }

    private Samples read() throws IOException {
        return new DataFolder(DataSets.named("svhn"), folder).readPartial();
    }

    private void assertRefused(Path file, String complaint) {
        assertThatThrownBy(this::read).isInstanceOf(UnusableDataException.class).hasMessage(file + " " + complaint);
    }

    private Path copy(String name) throws IOException {
        try (var in = MatlabFilesTest.class.getResourceAsStream("svhn/" + name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private static Matrix images(int count) {
        return Mat5.newMatrix(new int[] {32, 32, 3, count}, MatlabType.UInt8);
    }

    private static Matrix row(double number) {
        var row = Mat5.newMatrix(1, 1);
        row.setDouble(0, number);
        return row;
    }

    private static void write(Path file, Object... variables) throws IOException {
        var content = Mat5.newMatFile();
        for (int i = 0; i < variables.length; i += 2) {
            content.addArray((String) variables[i], (Array) variables[i + 1]);
        }
        Files.deleteIfExists(file);
        try (var sink = Sinks.newStreamingFile(file.toFile())) {
            Mat5.newWriter(sink).setDeflateLevel(Deflater.NO_COMPRESSION).writeMat(content);
        }
    }

    private void writeDeflated(byte[] variable) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(variable);
        }
        var content = ByteBuffer.allocate(HEADER + 8 + packed.size()).order(ByteOrder.LITTLE_ENDIAN);
        content.put(Files.readAllBytes(test), 0, HEADER);
        content.putInt(15).putInt(packed.size()).put(packed.toByteArray());
        Files.write(test, content.array());
    }
}
