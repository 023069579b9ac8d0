package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.Mask;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are right up to one place, which the refusal names. */
class BrokenMaskFileTest {
    /** Magic, version and the header's length. */
    private static final int START = 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[0]", "[1,1]", "[2,1]", "[256]"})
    void levelsAscendFrom1To255(String levels) {
        byte[] file = file("{\"levels\":%s,\"tensors\":[{\"name\":\"a\",\"shape\":[2]}]}".formatted(levels), 0);

        assertThatThrownBy(() -> MaskFile.of(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining("do not ascend from 1 to 255");
    }

    @Test
    void tellsWhereAFileEndsTooSoon() throws IOException {
        byte[] whole = written(20);
        int table =
                START + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12);

        assertRefused(Arrays.copyOf(whole, START - 1), "is no mask file");
        assertRefused(file("", 0), "the mask file's header is not valid");
        assertRefused(Arrays.copyOf(whole, table - 1), "truncated: a header of");
        assertRefused(Arrays.copyOf(whole, table), "truncated or altered: 1 blocks do not fill");
    }

    @Test
    void aBlockIsNeverEmpty() {
        String header = "{\"levels\":[1],\"tensors\":[{\"name\":\"a\",\"shape\":[2]}]}";
        int end = START + header.length() + 2 * Long.BYTES + Integer.BYTES;
        byte[] file = file(header, 2 * Long.BYTES + Integer.BYTES);
        var table = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(START + header.length());
        table.putLong(end).putLong(end);

        assertRefused(file, "block 0 does not end after it begins");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void everyBlockEndsAfterItBegins(int asThatOf, int block) throws IOException {
        // Given a file of two blocks, the second of which begins where the first does, or where it ends itself
        byte[] file = written(MaskFile.BLOCK + 1);
        var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int table = START + bytes.getInt(12);
        bytes.putLong(table + Long.BYTES, bytes.getLong(table + 2 * asThatOf * Long.BYTES));

        assertRefused(file, "block %d does not end after it begins".formatted(block));
    }

    @Test
    void refusesAMaskThatTakesMuchMoreMemoryThanTheFile() {
        // Given 2^31 - 1 weights in 2048 blocks of one byte each
        String header = "{\"levels\":[1],\"tensors\":[{\"name\":\"a\",\"shape\":[2147483647]}]}";
        int blocks = 2048;
        int tableBytes = (blocks + 1) * Long.BYTES + blocks * Integer.BYTES;
        byte[] file = file(header, tableBytes + blocks);
        var table = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(START + header.length());
        for (int block = 0; block <= blocks; block++) {
            table.putLong(START + header.length() + tableBytes + block);
        }

        assertRefused(file, "a mask of 2147483647 weights would take 268435455 bytes of memory");
    }

    @Test
    void looksLikeAMaskFileAndCannotBeReadOnceItIsClosed() throws IOException {
        Path file = Files.write(folder.resolve("chain.masks"), written(20));
        assertThat(MaskFile.looksLike(file)).isTrue();

        var read = MaskFile.open(file);
        read.close();

        assertThatThrownBy(() -> read.mask(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesNothingBehindInTheBuffersOfAStream() throws IOException {
        var out = new ByteArrayOutputStream();

        MaskFile.write(new BufferedOutputStream(out, 1 << 16), masks(20));

        assertThat(out.toByteArray()).isEqualTo(written(20));
    }

    private static void assertRefused(byte[] file, String fault) {
        assertThatThrownBy(() -> MaskFile.of(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("mask file: " + fault);
    }

    private static SortedMap<Integer, Mask> masks(int weights) {
        return Chains.random(Chains.layout(weights), 2, 0.3, 1);
    }

    private static byte[] written(int weights) throws IOException {
        var out = new ByteArrayOutputStream();
        MaskFile.write(out, masks(weights));
        return out.toByteArray();
    }

    /** With so many zeros behind the header. */
    private static byte[] file(String header, int zeros) {
        return ByteBuffer.allocate(START + header.length() + zeros)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("TOMBMASK".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
