package dev.tombola.store.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A named tensor whose bytes lie elsewhere: on the heap, or in a mapped file, which must still be open when they are
 * read. Two views are equal when they look at the same memory.
 *
 * @param shape outermost first; empty for a scalar
 * @param data row-major, little-endian, read-only; may exceed 2 GiB
 */
public record TensorView(String name, DType dtype, List<Long> shape, MemorySegment data) {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public TensorView {
        shape = List.copyOf(shape);
        data = data.asReadOnly();
        long expected = Shapes.byteSize(shape, dtype);
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "tensor %s: %s %s takes %d bytes, not %d".formatted(name, dtype, shape, expected, data.byteSize()));
        }
    }

    /** A copy of the values, as F32. */
    public static TensorView of(String name, float[] values, long... shape) {
        var data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
        MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
        return new TensorView(name, DType.F32, boxed(shape), data);
    }

    /** A copy of the values, as I64. */
    public static TensorView of(String name, long[] values, long... shape) {
        var data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Long.BYTES)]);
        MemorySegment.copy(values, 0, data, LONG, 0, values.length);
        return new TensorView(name, DType.I64, boxed(shape), data);
    }

    /** The little-endian bytes themselves, not copied, as elements of any type. */
    public static TensorView of(String name, DType dtype, byte[] data, long... shape) {
        return new TensorView(name, dtype, boxed(shape), MemorySegment.ofArray(data));
    }

    /** How many elements there are. */
    public long size() {
        return data.byteSize() / dtype.bytes();
    }

    /** The same bytes under another name. */
    public TensorView named(String other) {
        return new TensorView(other, dtype, shape, data);
    }

    /** A view of the bytes, read-only and little-endian; of at most 2 GiB. */
    public ByteBuffer bytes() {
        return data.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A copy of the values: F32, F16 and BF16 exactly, F64 rounded.
     *
     * @throws InvalidTensorFileException when the elements are not floating-point numbers
     */
    public float[] toFloats() {
        return switch (dtype) {
            case F32 -> data.toArray(FLOAT);
            case F64 -> narrowed(data.toArray(DOUBLE));
            case F16 -> widened(data.toArray(SHORT));
            case BF16 -> widenedFromBrain(data.toArray(SHORT));
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 ->
                throw new InvalidTensorFileException(
                        "tensor %s holds %s, not floating-point numbers".formatted(name, dtype));
        };
    }

    /**
     * A copy of the values.
     *
     * @throws InvalidTensorFileException when the elements are not I64
     */
    public long[] toLongs() {
        if (dtype != DType.I64) {
            throw new InvalidTensorFileException("tensor %s holds %s, not I64".formatted(name, dtype));
        }
        return data.toArray(LONG);
    }

    private static float[] narrowed(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static float[] widened(short[] halves) {
        var floats = new float[halves.length];
        for (int i = 0; i < halves.length; i++) {
            floats[i] = Float.float16ToFloat(halves[i]);
        }
        return floats;
    }

    private static float[] widenedFromBrain(short[] upperHalves) {
        var floats = new float[upperHalves.length];
        for (int i = 0; i < upperHalves.length; i++) {
            floats[i] = Float.intBitsToFloat(upperHalves[i] << Short.SIZE);
        }
        return floats;
    }

    /** The bytes as they are. */
    public void writeTo(OutputStream out) throws IOException {
        var chunk = new byte[(int) Math.min(CHUNK_BYTES, data.byteSize())];
        for (long at = 0; at < data.byteSize(); at += chunk.length) {
            int length = (int) Math.min(chunk.length, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }
}
