package dev.tombola.store.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorViewTest {
    @Test
    void copiesNumbersInLittleEndianOrder() {
        var floats = TensorView.of("f", new float[] {1, -2}, 2);
        var longs = TensorView.of("l", new long[] {258, -1}, 2, 1);

        assertThat(floats.toFloats()).containsExactly(1, -2);
        assertThat(floats.bytes().getFloat(4)).isEqualTo(-2);
        assertThat(longs.toLongs()).containsExactly(258, -1);
        assertThat(longs.bytes().get(0)).isEqualTo((byte) 2);
        assertThat(longs.bytes().get(1)).isEqualTo((byte) 1);
        assertThat(longs.shape()).containsExactly(2L, 1L);
    }

    @Test
    void countsElementsAndNotBytes() {
        assertThat(TensorView.of("l", new long[6], 2, 3).size()).isEqualTo(6);
        assertThat(TensorView.of("scalar", new float[1]).size()).isEqualTo(1);
        assertThat(TensorView.of("none", new float[0], 0, 5).size()).isZero();
    }

    @Test
    void roundsDoublesToTheNearestFloats() {
        byte[] doubles = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.1)
                .putDouble(-2)
                .putDouble(1e300)
                .array();

        assertThat(TensorView.of("d", DType.F64, doubles, 3).toFloats())
                .containsExactly(0.1f, -2, Float.POSITIVE_INFINITY);
    }

    @Test
    void readsNumbersOfNoOtherKind() {
        assertThatThrownBy(() -> TensorView.of("l", new long[1], 1).toFloats())
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessage("tensor l holds I64, not floating-point numbers");
        assertThatThrownBy(() -> TensorView.of("f", new float[1], 1).toLongs())
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessage("tensor f holds F32, not I64");
        assertThat(Arrays.stream(DType.values()).filter(DType::isFloating))
                .containsExactly(DType.F16, DType.BF16, DType.F32, DType.F64);
    }

    @Test
    void hasExactlyTheBytesThatItsShapeTakes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorView.of("b", DType.U8, new byte[5], 2, 3))
                .withMessage("tensor b: U8 [2, 3] takes 6 bytes, not 5");
    }

    @Test
    void hasTheSameBytesUnderAnotherName() {
        var view = TensorView.of("old", new float[] {7}, 1);

        assertThat(view.named("new")).isEqualTo(new TensorView("new", DType.F32, List.of(1L), view.data()));
    }

    @Test
    void writesItsBytesAsTheyAreHoweverMany() throws IOException {
        byte[] data = new byte[(1 << 20) + 3];
        new Random(1).nextBytes(data);
        var out = new ByteArrayOutputStream();

        TensorView.of("b", DType.U8, data, data.length).writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(data);
    }

    /** The six numbers 0 1 2 / 3 4 5, of two bytes each. */
    @Test
    void copiesWhatLiesApartInRowMajorOrder() {
        assertThat(copied(List.of(2L, 3L), List.of(3L, 1L))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(copied(List.of(3L, 2L), List.of(1L, 3L))).as("transposed").containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(copied(List.of(2L, 2L), List.of(3L, 2L)))
                .as("every second column")
                .containsExactly(0, 2, 3, 5);
        assertThat(copied(List.of(2L, 2L), List.of(0L, 1L))).as("one row twice").containsExactly(0, 1, 0, 1);
        assertThat(copied(List.of(2L, 1L, 2L), List.of(3L, 9L, 1L)))
                .as("a dimension of one")
                .containsExactly(0, 1, 3, 4);
        assertThat(copied(List.of(), List.of())).as("a scalar").containsExactly(0);
    }

    private static short[] copied(List<Long> shape, List<Long> strides) {
        var to = new short[(int) Shapes.byteSize(shape, DType.U8)];
        new StridedCopy(MemorySegment.ofArray(new short[] {0, 1, 2, 3, 4, 5}), MemorySegment.ofArray(to), 2)
                .copy(shape, strides);
        return to;
    }
}
