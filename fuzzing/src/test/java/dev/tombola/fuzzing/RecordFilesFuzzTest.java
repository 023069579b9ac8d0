package dev.tombola.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tombola.vision.data.DataSet;
import java.util.Arrays;

/** CIFAR's binary files. The first byte tells whether a record has one label or two. */
class RecordFilesFuzzTest {
    private static final DataFolders ONE = DataFolders.of(DataSet.Format.RECORDS);
    private static final DataFolders TWO = DataFolders.of(DataSet.Format.RECORDS_OF_TWO_LABELS);

    static {
        ONE.write("test_batch.bin", new byte[] {1, 40, 41});
        TWO.write("test.bin", new byte[] {0, 1, 40, 41});
    }

    @FuzzTest
    void reads(byte[] bytes) {
        boolean two = bytes.length > 0 && bytes[0] == '2';
        var file = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        (two ? TWO : ONE).write(two ? "train.bin" : "data_batch_1.bin", file);
        (two ? TWO : ONE).read(bytes.length).ifPresent(samples -> {
            int record = two ? 4 : 3;
            assertThat(samples.train().size()).isEqualTo(file.length / record);
            for (int i = 0; i < samples.train().size(); i++) {
                assertThat(samples.train().label(i)).isEqualTo(file[i * record + record - 3]);
            }
        });
    }
}
