package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.vision.data.DataSet;
import java.util.Arrays;
import java.util.HexFormat;

/** The first byte tells whether the others are the file of the images or that of the labels. */
class IdxFuzzTest {
    private static final byte[] IMAGES = bytes("00000803 00000003 00000001 00000002 0a0b 1415 1e1f");
    private static final byte[] LABELS = bytes("00000801 00000003 010001");
    private static final DataFolders MADE_UP_IMAGES = folder("train-labels-idx1-ubyte", LABELS);
    private static final DataFolders MADE_UP_LABELS = folder("train-images-idx3-ubyte", IMAGES);

    @FuzzTest
    void reads(byte[] bytes) {
        boolean images = bytes.length > 0 && bytes[0] == 'i';
        var folder = images ? MADE_UP_IMAGES : MADE_UP_LABELS;
        folder.write(
                images ? "train-images-idx3-ubyte" : "train-labels-idx1-ubyte",
                Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length));
        folder.read(bytes.length).ifPresent(samples -> {
            assertThat(samples.train().size()).isEqualTo(3);
            assertThat(samples.digest()).hasSize(64);
        });
    }

    private static DataFolders folder(String name, byte[] content) {
        var folder = DataFolders.of(DataSet.Format.IDX);
        folder.write(name, content);
        folder.write("t10k-images-idx3-ubyte", bytes("00000803 00000001 00000001 00000002 2829"));
        folder.write("t10k-labels-idx1-ubyte", bytes("00000801 00000001 00"));
        return folder;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
