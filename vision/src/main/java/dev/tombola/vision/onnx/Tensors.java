package dev.tombola.vision.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tombola.vision.network.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants of a model, as raw little-endian bytes. */
final class Tensors {
    private Tensors() {}

    static TensorProto floats(Parameter parameter, float[] values) {
        var bytes = littleEndian(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        var tensor = TensorProto.newBuilder()
                .setName(parameter.name())
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(wrap(bytes));
        parameter.shape().forEach(tensor::addDims);
        return tensor.build();
    }

    static TensorProto longs(String name, long... values) {
        var bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .setRawData(wrap(bytes))
                .addDims(values.length)
                .build();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Without a copy: nobody else holds the buffer. */
    private static ByteString wrap(ByteBuffer bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
