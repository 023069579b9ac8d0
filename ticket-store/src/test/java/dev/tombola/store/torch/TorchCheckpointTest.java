package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.TensorView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointTest {
    private static final TensorView CONV = TensorView.of("conv1.weight", new float[] {1, -2, 3.5f, 0}, 2, 2);
    private static final TensorView STEPS = TensorView.of("bn1.num_batches_tracked", new long[] {7});
    private static final byte[] SIX = {0, 1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    @Test
    void readsFromAMappedFileWhatWasWritten() throws IOException {
        Path file = folder.resolve("deep/net.pt");

        TorchCheckpoint.write(file, List.of(CONV, STEPS));

        try (var read = TorchCheckpoint.open(file)) {
            var tensors = read.parts().getOrDefault("", List.of());
            assertThat(tensors).extracting(TensorView::name).containsExactly("conv1.weight", "bn1.num_batches_tracked");
            assertThat(tensors.getFirst().toFloats()).containsExactly(1, -2, 3.5f, 0);
            assertThat(tensors.getFirst().shape()).containsExactly(2L, 2L);
            assertThat(tensors.getLast().toLongs()).containsExactly(7);
            assertThat(tensors.getLast().shape()).isEmpty();
        }
        byte[] first = Files.readAllBytes(file);
        TorchCheckpoint.write(file, List.of(CONV, STEPS));
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void readsStridesAndOffsetsAndWhatIsEmpty() throws IOException {
        var read = TorchCheckpoint.of(tensor(
                        tensor(
                                tensor(dictionary(), "transposed", 0, List.of(3L, 2L), List.of(1L, 3L)),
                                "second",
                                3,
                                List.of(3L),
                                List.of(1L)),
                        "empty",
                        6,
                        List.of(0L, 5L),
                        List.of(9L, 9L))
                .ops(PickleOp.SETITEMS, PickleOp.STOP)
                .zip(Map.of("0", SIX)));

        assertThat(bytes(read, "transposed")).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(bytes(read, "second")).containsExactly(3, 4, 5);
        assertThat(bytes(read, "empty")).isEmpty();
    }

    @Test
    void readsAZipThatSomebodyCompressed() throws IOException {
        TorchCheckpoint.write(folder.resolve("net.pt"), List.of(CONV));
        var packed = new ByteArrayOutputStream();
        try (var from = new ZipInputStream(Files.newInputStream(folder.resolve("net.pt")));
                var to = new ZipOutputStream(packed)) {
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
            }
        }

        var read = TorchCheckpoint.of(packed.toByteArray());

        assertThat(read.parts().getOrDefault("", List.of()).getFirst().toFloats())
                .containsExactly(1, -2, 3.5f, 0);
    }

    @Test
    void refusesViewsThatReachBeyondTheirStorage() throws IOException {
        assertRefused(List.of(7L), List.of(1L), 0, "reach beyond storage 0 of 6 elements");
        assertRefused(List.of(3L), List.of(1L), 4, "reach beyond storage 0 of 6 elements");
        assertRefused(List.of(3L), List.of(1L), -1, "reach beyond storage 0 of 6 elements");
        assertRefused(List.of(3L), List.of(-1L), 5, "reach beyond storage 0 of 6 elements");
        assertRefused(List.of(3L), List.of(Long.MAX_VALUE), 0, "reach beyond storage 0 of 6 elements");
        assertRefused(List.of(-3L), List.of(1L), 0, "negative dimension");
        assertRefused(List.of(Long.MAX_VALUE, 4L), List.of(0L, 0L), 0, "overflows");
        assertRefused(List.of(3L, 2L), List.of(1L), 0, "shape [3, 2] has strides [1]");
        assertRefused(List.of(1L << 40), List.of(0L), 0, "much more than the file");
    }

    @Test
    void refusesAStorageOfAnotherSize() throws IOException {
        var pickle = tensor(dictionary(), "a", 0, List.of(6L), List.of(1L)).ops(PickleOp.SETITEMS, PickleOp.STOP);

        assertThatThrownBy(() -> TorchCheckpoint.of(pickle.zip(Map.of("0", new byte[5]))))
                .hasMessageContaining("tensor a: storage 0 takes 6 bytes, the file has 5");
        assertThatThrownBy(() -> TorchCheckpoint.of(pickle.zip(Map.of())))
                .hasMessageContaining("tensor a: the zip has no entry x/data/0");
    }

    @Test
    void refusesZipBombs() throws IOException {
        var zeros = new byte[64 << 20];
        var pickle =
                new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.MARK).text("a");
        storageTensor(pickle, zeros.length, 0, List.of((long) zeros.length), List.of(1L));
        byte[] bomb = pickle.ops(PickleOp.SETITEMS, PickleOp.STOP).zip(Map.of("0", zeros));

        assertThatThrownBy(() -> TorchCheckpoint.of(bomb))
                .hasMessageContaining("tensor a: the zip's entry x/data/0 would take 67108864 bytes of memory");
    }

    @Test
    void refusesAnAlteredStorageAndATruncatedFile() throws IOException {
        TorchCheckpoint.write(folder.resolve("net.pt"), List.of(CONV));
        byte[] whole = Files.readAllBytes(folder.resolve("net.pt"));
        byte[] altered = whole.clone();
        int minusTwo = indexOf(altered, new byte[] {0, 0, 0, (byte) 0xc0});
        altered[minusTwo + 1] = 1;

        assertThatThrownBy(() -> TorchCheckpoint.of(altered))
                .hasMessageContaining("the zip's entry archive/data/0 was altered");
        assertThatThrownBy(() -> TorchCheckpoint.of(Arrays.copyOf(whole, whole.length - 30)))
                .hasMessageStartingWith("checkpoint: truncated: the zip has no directory");
        assertThatThrownBy(() -> TorchCheckpoint.of(new byte[0])).isInstanceOf(InvalidTensorFileException.class);
    }

    private static void assertRefused(List<Long> shape, List<Long> strides, long offset, String fault)
            throws IOException {
        byte[] file = tensor(dictionary(), "a", offset, shape, strides)
                .ops(PickleOp.SETITEMS, PickleOp.STOP)
                .zip(Map.of("0", SIX));
        assertThatThrownBy(() -> TorchCheckpoint.of(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("checkpoint: tensor a: ")
                .hasMessageContaining(fault);
    }

    private static PickleScript dictionary() {
        return new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.MARK);
    }

    private static PickleScript tensor(
            PickleScript pickle, String name, long offset, List<Long> shape, List<Long> strides) {
        return storageTensor(pickle.text(name), SIX.length, offset, shape, strides);
    }

    private static PickleScript storageTensor(
            PickleScript pickle, long elements, long offset, List<Long> shape, List<Long> strides) {
        return pickle.global("torch._utils", "_rebuild_tensor")
                .op(PickleOp.MARK)
                .storage("ByteStorage", "0", elements)
                .whole(offset)
                .wholes(shape.stream().mapToLong(Long::longValue).toArray())
                .wholes(strides.stream().mapToLong(Long::longValue).toArray())
                .ops(PickleOp.TUPLE, PickleOp.REDUCE);
    }

    private static byte[] bytes(TorchCheckpoint read, String name) {
        return read.parts().getOrDefault("", List.of()).stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .data()
                .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
