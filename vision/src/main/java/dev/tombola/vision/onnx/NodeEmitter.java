package dev.tombola.vision.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.tombola.vision.network.Layer.Add;
import dev.tombola.vision.network.Layer.BatchNorm;
import dev.tombola.vision.network.Layer.Convolution;
import dev.tombola.vision.network.Layer.GlobalAveragePool;
import dev.tombola.vision.network.Layer.Input;
import dev.tombola.vision.network.Layer.Linear;
import dev.tombola.vision.network.Layer.MaxPool;
import dev.tombola.vision.network.Layer.PaddedShortcut;
import dev.tombola.vision.network.Layer.Relu;
import dev.tombola.vision.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Appends a network's layers to a model as ONNX operators. The value of node i is called {@code i}, unless it has a name. */
final class NodeEmitter {
    private final GraphProto.Builder graph;
    private final Map<Integer, String> names;

    /** @param names of values that somebody looks for */
    NodeEmitter(GraphProto.Builder graph, Map<Integer, String> names) {
        this.graph = graph;
        this.names = names;
    }

    void emit(Network network) {
        int last = network.nodes().size() - 1;
        for (int i = 1; i <= last; i++) {
            var node = network.nodes().get(i);
            var inputs = node.inputs().stream().map(this::name).toList();
            String output = name(i);
            switch (node.layer()) {
                case Input _ -> throw new IllegalStateException("a second input at node " + i);
                case Convolution convolution -> convolution(convolution, inputs, output);
                case BatchNorm norm -> norm(norm, inputs, output);
                case Relu _ -> graph.addNode(operator("Relu", inputs, output));
                case Add _ -> graph.addNode(operator("Add", inputs, output));
                case MaxPool pool -> maxPool(pool, inputs, output);
                case GlobalAveragePool _ -> globalAveragePool(inputs, output);
                case PaddedShortcut shortcut -> paddedShortcut(shortcut, inputs, output);
                case Linear linear -> linear(linear, inputs, output);
            }
        }
    }

    private void convolution(Convolution layer, List<String> inputs, String output) {
        var tensors = layer.parameters().stream().map(parameter -> parameter.name());
        graph.addNode(operator("Conv", and(inputs, tensors.toArray(String[]::new)), output)
                .addAttribute(integers("dilations", layer.dilation(), layer.dilation()))
                .addAttribute(integers("kernel_shape", layer.kernel(), layer.kernel()))
                .addAttribute(padding(layer.padding()))
                .addAttribute(integers("strides", layer.stride(), layer.stride())));
    }

    private void norm(BatchNorm layer, List<String> inputs, String output) {
        var tensors = layer.parameters().stream().map(parameter -> parameter.name());
        graph.addNode(operator("BatchNormalization", and(inputs, tensors.toArray(String[]::new)), output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeType.FLOAT)
                        .setF((float) layer.eps())));
    }

    private void maxPool(MaxPool layer, List<String> inputs, String output) {
        graph.addNode(operator("MaxPool", inputs, output)
                .addAttribute(integers("kernel_shape", layer.kernel(), layer.kernel()))
                .addAttribute(padding(layer.padding()))
                .addAttribute(integers("strides", layer.stride(), layer.stride())));
    }

    private void globalAveragePool(List<String> inputs, String output) {
        graph.addNode(operator("GlobalAveragePool", inputs, output + ".mean"));
        graph.addNode(operator("Flatten", List.of(output + ".mean"), output));
    }

    private void paddedShortcut(PaddedShortcut layer, List<String> inputs, String output) {
        graph.addInitializer(Tensors.longs(output + ".starts", 0, 0));
        graph.addInitializer(Tensors.longs(output + ".ends", Long.MAX_VALUE, Long.MAX_VALUE));
        graph.addInitializer(Tensors.longs(output + ".axes", 2, 3));
        graph.addInitializer(Tensors.longs(output + ".steps", 2, 2));
        graph.addInitializer(Tensors.longs(output + ".pads", 0, layer.padding(), 0, 0, 0, layer.padding(), 0, 0));
        var slice = and(inputs, output + ".starts", output + ".ends", output + ".axes", output + ".steps");
        graph.addNode(operator("Slice", slice, output + ".slice"));
        graph.addNode(operator("Pad", List.of(output + ".slice", output + ".pads"), output));
    }

    private void linear(Linear layer, List<String> inputs, String output) {
        graph.addNode(operator("Gemm", and(inputs, layer.weight(), layer.bias()), output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeType.INT)
                        .setI(1)));
    }

    private static NodeProto.Builder operator(String type, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(type + "-" + output)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static AttributeProto padding(int padding) {
        return integers("pads", padding, padding, padding, padding);
    }

    private static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    private static List<String> and(List<String> inputs, String... more) {
        return Stream.concat(inputs.stream(), Stream.of(more)).toList();
    }

    private String name(int node) {
        return node == 0 ? OnnxEmitter.INPUT : names.getOrDefault(node, String.valueOf(node));
    }
}
