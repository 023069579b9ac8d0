package dev.tombola.store.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What surrounds tensors: how files begin, how they come to be, and how much memory they may take. */
class TensorFilesTest {
    private static final long ALWAYS = 1 << 24;

    @TempDir
    Path folder;

    @Test
    void aFileMayTakeSixteenTimesItsSizeAndSixteenMebibytes() {
        var allowance = new Allowance(10);

        assertThat(allowance.allocate(100, "a")).hasSize(100);
        allowance.take(ALWAYS + 60, "b");

        assertThatThrownBy(() -> allowance.take(1, "tensor c"))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("tensor c would take 1 bytes of memory, much more than the file");
        assertThatThrownBy(() -> allowance.allocate(1, "d")).isInstanceOf(InvalidTensorFileException.class);
    }

    @Test
    void nothingTakesMoreThanAnArrayHolds() {
        var allowance = new Allowance(1L << 40);

        assertThatCode(() -> allowance.take(Integer.MAX_VALUE - 8, "a")).doesNotThrowAnyException();
        assertThatThrownBy(() -> allowance.take(Integer.MAX_VALUE - 7, "a"))
                .isInstanceOf(InvalidTensorFileException.class);
    }

    @Test
    void readsABeginningOrAllThatThereIs() throws IOException {
        Path file = Files.write(folder.resolve("x"), new byte[] {1, 2, 3});

        assertThat(MappedFile.beginning(file, 2)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(MappedFile.beginning(file, 3)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(MappedFile.beginning(file, 4)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> MappedFile.beginning(folder.resolve("none"), 4))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no file at " + folder.resolve("none"));
    }

    @Test
    void aFileThatIsRefusedIsNoLongerMapped() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assumeThat(maps).exists();
        Path file = Files.writeString(folder.resolve("refused.safetensors"), "no header at all");

        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(InvalidTensorFileException.class);

        assertThat(Files.readString(maps)).doesNotContain(file.toString());
    }

    @Test
    void aFileThatCannotBeFinishedDoesNotReplaceTheOneBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "before");

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("disk is full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + file + ": java.io.IOException: disk is full");

        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("x");
    }

    @Test
    void leavesNothingBehindInTheBuffersOfAStream() throws IOException {
        var tensors = List.of(TensorView.of("a", new float[] {1}, 1));
        var buffered = new ByteArrayOutputStream();
        var plain = new ByteArrayOutputStream();

        Safetensors.write(new BufferedOutputStream(buffered, 1 << 16), tensors, Map.of());
        Safetensors.write(plain, tensors, Map.of());

        assertThat(buffered.toByteArray()).isEqualTo(plain.toByteArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 0 | 7 bytes are too few for a tensor file",
                "8 | 0 | the header is not a JSON object",
                "8 | 1 | truncated: a header of 1 bytes does not fit into a file of 8",
                "8 | 100000000 | truncated: a header of 100000000 bytes",
                "8 | 100000001 | a header of 100000001 bytes exceeds the limit of 100000000",
                "8 | -1 | a header of 18446744073709551615 bytes exceeds the limit",
            })
    void looksAtTheLengthOfTheHeaderFirst(int fileSize, long headerLength, String fault) {
        var file = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, headerLength);

        assertRefused(file.limit(fileSize), fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':1,'shape':[4],'data_offsets':[0,4]}} | tensor a: dtype is not a text",
                "{'a':{'dtype':'U8','shape':4,'data_offsets':[0,4]}} | tensor a: shape is not a list",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[2],'data_offsets':[1,4]}} | tensor b: U8 [2] takes 2 bytes, not 3",
            })
    void saysWhatIsWrongWithAnEntry(String header, String fault) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + json.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json);

        assertRefused(file.clear(), fault);
    }

    @Test
    void aComplaintHasFourHundredLettersAtMost() {
        assertThat(new InvalidTensorFileException("x".repeat(400))).hasMessage("x".repeat(400));
        assertThat(new InvalidTensorFileException("x".repeat(401))).hasMessage("x".repeat(400) + "…");
    }

    private static void assertRefused(ByteBuffer file, String fault) {
        assertThatThrownBy(() -> Safetensors.of(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("safetensors: " + fault);
    }
}
