package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.vision.data.DataSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/**
 * SVHN's files, of a letter and a file. The letter z says that what follows the header is to be compressed, and three labels
 * added to it: the fuzzer would hardly find a way through DEFLATE.
 */
class MatlabFilesFuzzTest {
    private static final int HEADER = 128;
    private static final int DEFLATED = 15;
    private static final DataFolders FOLDER = DataFolders.of(DataSet.Format.MATLAB);

    /** One image and one label, written by SciPy. */
    private static final byte[] TEST = file("""
            0e000000 38000000 06000000 08000000 09000000 00000000 05000000 10000000
            01000000 01000000 02000000 01000000 01000100 58000000 02000200 0a140000
            0e000000 30000000 06000000 08000000 09000000 00000000 05000000 08000000
            01000000 01000000 01000100 79000000 02000100 02000000""");

    private static final byte[] LABELS = bytes("""
            0e000000 30000000 06000000 08000000 09000000 00000000 05000000 08000000
            03000000 01000000 01000100 79000000 02000300 02010200""");

    static {
        FOLDER.write("test_1x2.mat", TEST);
    }

    @FuzzTest
    void reads(byte[] bytes) {
        boolean deflates = bytes.length > 1 + HEADER && bytes[0] == 'z';
        var file = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
        FOLDER.write("train_1x2.mat", deflates ? deflated(file) : file);
        FOLDER.read(bytes.length).ifPresent(samples -> {
            assertThat(samples.train().size()).isBetween(1, 3);
            assertThat(samples.train().labels()).containsAnyOf(0, 1);
            assertThat(samples.digest()).hasSize(64);
        });
    }

    private static byte[] deflated(byte[] file) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(file, HEADER, file.length - HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.allocate(HEADER + 8 + packed.size() + LABELS.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(file, 0, HEADER)
                .putInt(DEFLATED)
                .putInt(packed.size())
                .put(packed.toByteArray())
                .put(LABELS)
                .array();
    }

    private static byte[] file(String variables) {
        var content = bytes(variables);
        return ByteBuffer.allocate(HEADER + content.length)
                .put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII))
                .position(HEADER - 4)
                .put(bytes("0001494d"))
                .put(content)
                .array();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
