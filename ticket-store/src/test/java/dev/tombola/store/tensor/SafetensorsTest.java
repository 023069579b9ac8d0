package dev.tombola.store.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final TensorView CONV = TensorView.of("conv1.weight", new float[] {1, -2, 3.5f, 0}, 2, 2);
    private static final TensorView STEPS = TensorView.of("bn1.num_batches_tracked", new long[] {7});
    private static final TensorView MASK = TensorView.of("mask", DType.BOOL, new byte[] {1, 0, 1}, 3);

    @TempDir
    Path folder;

    @Test
    void writesTheBytesThatTheFormatSpecifies() {
        var header =
                "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}   ";

        assertThat(written(List.of(TensorView.of("a", new float[] {1}, 1)), Map.of("format", "pt")))
                .isEqualTo(file(header, 0, 0, (byte) 0x80, 0x3f));
    }

    @Test
    void readsFromAMappedFileWhatWasWritten() {
        // Given
        Path file = folder.resolve("deep/weights.safetensors");
        Safetensors.write(file, List.of(CONV, STEPS), Map.of("step", "1"));

        // When
        Safetensors.write(file, List.of(MASK, CONV, STEPS), Map.of("step", "2"));

        // Then
        try (var read = Safetensors.open(file)) {
            assertThat(read.names()).containsExactly("mask", "conv1.weight", "bn1.num_batches_tracked");
            assertThat(read.metadata()).containsExactly(Map.entry("step", "2"));
            assertThat(read.tensor("conv1.weight").toFloats()).containsExactly(1, -2, 3.5f, 0);
            assertThat(read.tensor("conv1.weight").shape()).containsExactly(2L, 2L);
            assertThat(read.tensor("bn1.num_batches_tracked").toLongs()).containsExactly(7);
            assertThat(read.tensor("mask").data().toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(1, 0, 1);
        }
        assertThat(folder.resolve("deep").toFile().list()).containsExactly("weights.safetensors");
    }

    @Test
    void alignsEveryTensorWhateverTheirOrder() {
        Path file = folder.resolve("mixed.safetensors");
        Safetensors.write(file, List.of(MASK, CONV, STEPS), Map.of());

        try (var read = Safetensors.open(file)) {
            assertThat(read.tensors())
                    .allSatisfy(tensor -> assertThat(
                                    tensor.data().address() % tensor.dtype().bytes())
                            .isZero());
        }
    }

    @Test
    void refusesToReadAfterItIsClosed() {
        Path file = folder.resolve("closed.safetensors");
        Safetensors.write(file, List.of(CONV), Map.of());
        var read = Safetensors.open(file);
        var tensor = read.tensor("conv1.weight");

        read.close();
        read.close();

        assertThatThrownBy(tensor::toFloats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(List.of(MASK, MASK), Map.of()))
                .withMessage("two tensors are named mask");
    }

    @Test
    void namesTheMissingFileAndTheMissingTensor() {
        Path file = folder.resolve("a.safetensors");
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("no file at " + file);

        Safetensors.write(file, List.of(CONV), Map.of());
        try (var read = Safetensors.open(file)) {
            assertThatThrownBy(() -> read.tensor("conv2.weight")).hasMessage(file + ": no tensor conv2.weight");
        }
    }

    @Test
    void readsEmptyTensorsAndScalarsAndFieldsItDoesNotKnow() {
        var header = "{\"none\":{\"shape\":[2,0],\"dtype\":\"F32\",\"data_offsets\":[0,0],\"later\":{\"x\":[1]}},"
                + "\"one\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";

        var read = Safetensors.of(file(header, 0, 0, (byte) 0x80, 0x3f));

        assertThat(read.tensor("none").toFloats()).isEmpty();
        assertThat(read.tensor("one").toFloats()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | Duplicate field 'a'",
                "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}} | tensor a: unknown dtype F31",
                "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | tensor a: shape: 1.0 is not in [0, 2^63)",
                "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | is not in [0, 2^63)",
                "{'a':{'dtype':'F32','shape':[0,9223372036854775807,8],'data_offsets':[0,0]}} | overflows",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | tensor a: data_offsets are not two numbers",
                "{'a':{'dtype':'F32','shape':[1]}} | tensor a has no data_offsets",
                "{'a':{'dtype':'F32','data_offsets':[0,4]}} | tensor a has no shape",
                "{'a':{'shape':[1],'data_offsets':[0,4]}} | tensor a has no dtype",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}} | tensor a: its bytes [1, 4) do not follow",
                "{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}} | too long: the tensors take 3 bytes, the file holds 4",
                "{'a':{'dtype':'U8','shape':[5],'data_offsets':[0,5]}} | truncated: the tensors take 5 bytes, the file holds 4",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | tensor b: its bytes [2, 4) do not follow the previous tensor's, which end at 1",
                "{'a':[]} | tensor a: is not an object",
                "{'__metadata__':{'x':1}} | __metadata__: value of x is not a text",
                "{}{} | something follows the header's JSON object",
                "[] | the header is not a JSON object",
                "{'a | the header is not valid JSON: Unexpected end-of-input",
            })
    void refusesAHeader(String header, String fault) {
        assertThatThrownBy(() -> Safetensors.of(file(header.replace('\'', '"'), 0, 0, 0, 0)))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAHeaderInAnotherEncoding() {
        var utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> Safetensors.of(file(utf16))).isInstanceOf(InvalidTensorFileException.class);

        assertThatThrownBy(() -> Safetensors.of(file(new byte[] {'{', '"', (byte) 0xff, '"'})))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void keepsAHostileNameOnOneShortLine() {
        var header = "{\"a\\n\\u001b[31m%s\":{}}".formatted("x".repeat(10_000));

        assertThatThrownBy(() -> Safetensors.of(file(header)))
                .message()
                .hasSizeLessThan(500)
                .doesNotContain("\n", "\u001b");
    }

    private static byte[] written(List<TensorView> tensors, Map<String, String> metadata) {
        try {
            var out = new ByteArrayOutputStream();
            Safetensors.write(out, tensors, metadata);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] file(String header, int... data) {
        byte[] start = file(header.getBytes(StandardCharsets.UTF_8));
        var file = ByteBuffer.allocate(start.length + data.length).put(start);
        for (int value : data) {
            file.put((byte) value);
        }
        return file.array();
    }

    private static byte[] file(byte[] header) {
        return ByteBuffer.allocate(Long.BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
