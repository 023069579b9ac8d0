package dev.tombola.store.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsPropertyTest {
    @Property(tries = 300)
    void readsWhatItWrote(@ForAll("tensors") List<TensorView> tensors, @ForAll("metadata") Map<String, String> metadata)
            throws IOException {
        var read = Safetensors.of(written(tensors, metadata));

        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.names())
                .isEqualTo(tensors.stream().map(TensorView::name).toList());
        for (var tensor : tensors) {
            var back = read.tensor(tensor.name());
            assertThat(back.dtype()).isEqualTo(tensor.dtype());
            assertThat(back.shape()).isEqualTo(tensor.shape());
            assertThat(back.data().toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(tensor.data().toArray(ValueLayout.JAVA_BYTE));
        }
        assertThat(written(read.tensors(), read.metadata())).isEqualTo(written(tensors, metadata));
    }

    @Property(tries = 500)
    void readsOrRefusesButNeverBreaksOnAnAlteredFile(
            @ForAll("tensors") List<TensorView> tensors, @ForAll int place, @ForAll byte value) throws IOException {
        byte[] file = written(tensors, Map.of());
        file[Math.floorMod(place, file.length)] = value;

        assertReadOrRefused(file);
        assertReadOrRefused(Arrays.copyOf(file, Math.floorMod(place, file.length)));
    }

    @Property(tries = 300)
    void widensBrainAndHalfFloatsExactly(@ForAll short bits) {
        byte[] data = {(byte) bits, (byte) (bits >> 8)};

        assertThat(TensorView.of("x", DType.F16, data, 1).toFloats()[0])
                .isEqualTo(Float.valueOf(Float.float16ToFloat(bits)));
        assertThat(Float.floatToRawIntBits(
                                TensorView.of("x", DType.BF16, data, 1).toFloats()[0])
                        >>> 16)
                .isEqualTo(Short.toUnsignedInt(bits));
    }

    @Provide
    Arbitrary<List<TensorView>> tensors() {
        return Arbitraries.of(DType.class)
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

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        return Arbitraries.maps(names(), names()).ofMaxSize(4);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._-/\"\\\n\u0000äλ中")
                .ofMaxLength(12);
    }

    private static Arbitrary<byte[]> bytes(long size) {
        return Arbitraries.bytes().array(byte[].class).ofSize((int) size);
    }

    private static void assertReadOrRefused(byte[] file) {
        assertThatCode(() -> {
                    try {
                        assertThat(Safetensors.of(file).tensors()).isNotNull();
                    } catch (InvalidTensorFileException e) {
                        assertThat(e.getMessage()).startsWith("safetensors: ");
                    }
                })
                .doesNotThrowAnyException();
    }

    private static byte[] written(List<TensorView> tensors, Map<String, String> metadata) throws IOException {
        var out = new ByteArrayOutputStream();
        Safetensors.write(out, tensors, metadata);
        return out.toByteArray();
    }
}
