package dev.tombola.vision.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the weights back that {@link OnnxEmitter} has put into a model. */
public final class OnnxWeights {
    private OnnxWeights() {}

    /**
     * A tensor of floats. Two are equal when shape and bits are.
     *
     * @param bytes row-major, little-endian, read-only
     */
    public record Tensor(List<Long> shape, ByteBuffer bytes) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    /**
     * Every weight, by its name; the whole numbers that some operators take are left out.
     *
     * @throws IllegalArgumentException when this is no model, or not one as the emitter writes them
     */
    public static Map<String, Tensor> read(byte[] model) {
        var weights = new LinkedHashMap<String, Tensor>();
        for (var tensor : parse(model).getGraph().getInitializerList()) {
            if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE) {
                continue;
            }
            if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
                    || tensor.getRawData().isEmpty()) {
                throw new IllegalArgumentException(
                        "the ONNX model's tensor %s is not raw floats".formatted(tensor.getName()));
            }
            var read = new Tensor(
                    List.copyOf(tensor.getDimsList()), tensor.getRawData().asReadOnlyByteBuffer());
            if (weights.put(tensor.getName(), read) != null) {
                throw new IllegalArgumentException(
                        "the ONNX model has two tensors called %s".formatted(tensor.getName()));
            }
        }
        return weights;
    }

    private static ModelProto parse(byte[] model) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("this is no ONNX model: " + e.getMessage(), e);
        }
    }
}
