package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Shapes;
import dev.tombola.store.tensor.TensorView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TorchCheckpointPropertyTest {
    private static final Set<DType> UNKNOWN_TO_TORCH = Set.of(DType.U16, DType.U32, DType.U64);

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll("tensors") List<TensorView> tensors) throws IOException {
        var read = TorchCheckpoint.of(written(tensors)).parts().getOrDefault("", List.of());

        assertThat(read).hasSameSizeAs(tensors);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).name()).isEqualTo(tensors.get(i).name());
            assertThat(read.get(i).dtype()).isEqualTo(tensors.get(i).dtype());
            assertThat(read.get(i).shape()).isEqualTo(tensors.get(i).shape());
            assertThat(read.get(i).data().toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(tensors.get(i).data().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Property(tries = 1000)
    void readsOrRefusesButNeverBreaksOnAnAlteredFile(
            @ForAll("tensors") List<TensorView> tensors, @ForAll int place, @ForAll byte value) throws IOException {
        byte[] file = written(tensors);
        file[Math.floorMod(place, file.length)] = value;

        assertReadOrRefused(file);
        assertReadOrRefused(Arrays.copyOf(file, Math.floorMod(place, file.length)));
    }

    @Property(tries = 1000)
    void readsOrRefusesButNeverBreaksOnAnAlteredPickle(
            @ForAll("tensors") List<TensorView> tensors, @ForAll int place, @ForAll byte value) {
        byte[] pickle = StateDictPickle.of(tensors);
        pickle[Math.floorMod(place, pickle.length)] = value;

        assertThatCode(() -> {
                    try {
                        new TensorTables(
                                Pickle.read(new PickleCursor(java.lang.foreign.MemorySegment.ofArray(pickle))));
                    } catch (InvalidTensorFileException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<List<TensorView>> tensors() {
        return Arbitraries.of(DType.class)
                .filter(dtype -> !UNKNOWN_TO_TORCH.contains(dtype))
                .flatMap(dtype -> Arbitraries.longs()
                        .between(0, 4)
                        .list()
                        .ofMaxSize(4)
                        .flatMap(shape -> Combinators.combine(names(), bytes(Shapes.byteSize(shape, dtype)))
                                .as((name, data) -> TensorView.of(
                                        name,
                                        dtype,
                                        data,
                                        shape.stream()
                                                .mapToLong(Long::longValue)
                                                .toArray()))))
                .list()
                .uniqueElements(TensorView::name)
                .ofMaxSize(6);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().alpha().numeric().withChars("._-/ä中").ofMaxLength(12);
    }

    private static Arbitrary<byte[]> bytes(long size) {
        return Arbitraries.bytes().array(byte[].class).ofSize((int) size);
    }

    private static void assertReadOrRefused(byte[] file) {
        assertThatCode(() -> {
                    try {
                        assertThat(TorchCheckpoint.of(file).parts()).isNotNull();
                    } catch (InvalidTensorFileException e) {
                        assertThat(e.getMessage()).startsWith("checkpoint: ");
                    }
                })
                .doesNotThrowAnyException();
    }

    private static byte[] written(List<TensorView> tensors) throws IOException {
        var out = new ByteArrayOutputStream();
        new TorchWriter(tensors).writeTo(out);
        return out.toByteArray();
    }
}
