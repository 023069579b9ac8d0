package dev.tombola.vision.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a network and its weights as an <a href="https://onnx.ai/onnx/">ONNX</a> model in evaluation mode, equal bytes
 * for equal arguments. {@code input} is batch x channels x height x width, float, already normalised; {@code logits} is
 * batch x classes; a network with a projection head gives {@code features}, what the head reads, and {@code projection}
 * instead, one without a head the features alone; the batch is free. What a caller must know to prepare the input lies in the model's metadata.
 */
public final class OnnxEmitter {
    public static final String INPUT = "input";
    public static final String LOGITS = "logits";
    public static final String FEATURES = "features";
    public static final String PROJECTION = "projection";

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private OnnxEmitter() {}

    /** For images of this size; a model takes no other. Of a classifier, with logits as its only output. */
    public static byte[] emit(Network network, Weights weights, int height, int width, Normalisation normalisation) {
        return emit(network, weights, height, width, normalisation, projects(network));
    }

    /**
     * For images of this size; a model takes no other.
     *
     * @param withFeatures whether the features are an output too
     */
    public static byte[] emit(
            Network network,
            Weights weights,
            int height,
            int width,
            Normalisation normalisation,
            boolean withFeatures) {
        if (!weights.parameters().equals(network.parameters())) {
            throw new IllegalArgumentException("these weights are not those of " + network.name());
        }
        if (normalisation.channels() != network.channels()) {
            throw new IllegalArgumentException("%s reads %d channels, the normalisation has %d"
                    .formatted(network.name(), network.channels(), normalisation.channels()));
        }
        var shapes = network.shapes(height, width);
        var model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tombola")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(network, weights, shapes, withFeatures));
        metadata(network, shapes, normalisation)
                .forEach((key, value) -> model.addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey("tombola." + key)
                        .setValue(value)));
        return model.build().toByteArray();
    }

    private static Map<String, String> metadata(Network network, List<Shape> shapes, Normalisation normalisation) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("network", network.name());
        metadata.put("input", shapes.getFirst().toString());
        metadata.put("mean", commaSeparated(normalisation.mean()));
        metadata.put("std", commaSeparated(normalisation.std()));
        metadata.put(
                output(network).equals(LOGITS) ? "classes" : "dimensions",
                String.valueOf(shapes.getLast().channels()));
        return metadata;
    }

    private static boolean projects(Network network) {
        return network.features() < network.nodes().size() - 2;
    }

    private static String output(Network network) {
        boolean isHeadless = network.features() == network.nodes().size() - 1;
        return isHeadless ? FEATURES : projects(network) ? PROJECTION : LOGITS;
    }

    private static GraphProto.Builder graph(
            Network network, Weights weights, List<Shape> shapes, boolean withFeatures) {
        String output = output(network);
        boolean besides = withFeatures && !output.equals(FEATURES);
        var image = shapes.getFirst();
        var graph = GraphProto.newBuilder()
                .setName(network.name())
                .addInput(value(INPUT, image.channels(), image.height(), image.width()))
                .addOutput(value(output, shapes.getLast().channels()));
        if (besides) {
            graph.addOutput(value(FEATURES, shapes.get(network.features()).channels()));
        }
        for (Parameter parameter : network.parameters()) {
            graph.addInitializer(Tensors.floats(parameter, weights.values(parameter.name())));
        }
        var names = besides
                ? Map.of(network.nodes().size() - 1, output, network.features(), FEATURES)
                : Map.of(network.nodes().size() - 1, output);
        new NodeEmitter(graph, names).emit(network);
        return graph;
    }

    private static ValueInfoProto.Builder value(String name, int... sides) {
        var shape = TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
        for (int side : sides) {
            shape.addDim(Dimension.newBuilder().setDimValue(side));
        }
        var tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
    }

    private static String commaSeparated(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
