package dev.tombola.vision.torchscript;

import dev.tombola.vision.batch.ChannelOrder;
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
import dev.tombola.vision.network.Node;
import dev.tombola.vision.network.Parameter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A network's layers as lines of TorchScript. The value of node i is called {@code xi}. */
final class Statements {
    private static final int FLOAT = 6; // the numbers of c10::ScalarType
    private static final int BFLOAT16 = 15;

    private final Network network;
    private final Precision precision;
    private final ChannelOrder layout;
    private final boolean training;
    private final Map<String, String> tensors = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    /** @param training whether batch norm uses the batch's own statistics and records them */
    Statements(Network network, Precision precision, ChannelOrder layout, boolean training) {
        this.network = network;
        this.precision = precision;
        this.layout = layout;
        this.training = training;
    }

    /**
     * From {@code images}, {@code parameters} and {@code statistics} to what is returned.
     *
     * @param last the node whose value that is
     */
    String body(int last) {
        split("parameters", "p", true);
        split("statistics", "s", false);
        line("x0", precision == Precision.BFLOAT16 ? "torch.to(images, %d)".formatted(BFLOAT16) : "images");
        for (int i = 1; i <= last; i++) {
            line("x" + i, expression(network.nodes().get(i)));
        }
        return text.append("    return x").append(last).append('\n').toString();
    }

    private void split(String whole, String name, boolean trainable) {
        var group = network.parameters().stream()
                .filter(parameter -> parameter.kind().trainable() == trainable)
                .toList();
        for (int i = 0; i < group.size(); i++) {
            tensors.put(group.get(i).name(), "%s[%d]".formatted(name, i));
        }
        var sizes = group.stream().map(Parameter::size).toList();
        line(name, "torch.split_with_sizes(%s, %s)".formatted(whole, sizes));
    }

    private String expression(Node node) {
        var inputs = node.inputs().stream().map(input -> "x" + input).toList();
        var x = inputs.getFirst();
        return switch (node.layer()) {
            case Input _ -> throw new IllegalStateException("a second input in " + network.name());
            case Convolution layer -> convolution(layer, x);
            case BatchNorm layer -> norm(layer, x);
            case Relu _ -> (isInPlace(node) ? "torch.relu_(%s)" : "torch.relu(%s)").formatted(x);
            case Add _ -> (isInPlace(node) ? "torch.add_(%s, %s)" : "torch.add(%s, %s)").formatted(x, inputs.getLast());
            case MaxPool(int kernel, int stride, int padding) ->
                "torch.max_pool2d(%s, %s, %s, %s, [1, 1], False)"
                        .formatted(x, square(kernel), square(stride), square(padding));
            case GlobalAveragePool _ -> globalAveragePool(x);
            case PaddedShortcut layer -> paddedShortcut(layer, x);
            case Linear layer ->
                "torch.linear(%s, %s, %s)"
                        .formatted(x, shaped(layer.parameters().getFirst()), tensor(layer.bias()));
        };
    }

    private String convolution(Convolution layer, String x) {
        var weight = weight(layer.parameters().getFirst());
        return "torch.conv2d(%s, %s, %s, %s, %s, %s)"
                .formatted(
                        x,
                        inPrecision(weight),
                        layer.biased() ? inPrecision(tensor(layer.bias())) : "None",
                        square(layer.stride()),
                        square(layer.padding()),
                        square(layer.dilation()));
    }

    private String inPrecision(String value) {
        return precision == Precision.BFLOAT16 ? "torch.to(%s, %d)".formatted(value, BFLOAT16) : value;
    }

    private String weight(Parameter parameter) {
        if (layout == ChannelOrder.CHANNELS_FIRST) {
            return shaped(parameter);
        }
        var shape = parameter.shape();
        var lying = List.of(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
        return "torch.permute(torch.view(%s, %s), [0, 3, 1, 2])".formatted(tensor(parameter.name()), lying);
    }

    private String norm(BatchNorm layer, String x) {
        var own = layer.parameters().stream()
                .map(parameter -> tensor(parameter.name()))
                .collect(Collectors.joining(", "));
        return "torch.batch_norm(%s, %s, %s, %s, %s, True)"
                .formatted(x, own, training ? "True" : "False", number(layer.momentum()), number(layer.eps()));
    }

    /** The head computes in float32. */
    private String globalAveragePool(String x) {
        var mean = "torch.flatten(torch.adaptive_avg_pool2d(%s, [1, 1]), 1)".formatted(x);
        return precision == Precision.BFLOAT16 ? "torch.to(%s, %d)".formatted(mean, FLOAT) : mean;
    }

    private static String paddedShortcut(PaddedShortcut layer, String x) {
        var rows = "torch.slice(%s, 2, 0, %d, 2)".formatted(x, Long.MAX_VALUE);
        return "torch.constant_pad_nd(torch.slice(%s, 3, 0, %d, 2), %s)"
                .formatted(rows, Long.MAX_VALUE, List.of(0, 0, 0, 0, layer.padding(), layer.padding()));
    }

    /** Whether nothing else reads its first input, which it then overwrites, nor needs it for a gradient. */
    private boolean isInPlace(Node reader) {
        int input = reader.inputs().getFirst();
        long readers = network.nodes().stream()
                .filter(node -> node.inputs().contains(input))
                .count();
        var producer = network.nodes().get(input).layer();
        return readers == 1 && (producer instanceof BatchNorm || producer instanceof Add);
    }

    private String shaped(Parameter parameter) {
        return "torch.view(%s, %s)".formatted(tensor(parameter.name()), parameter.shape());
    }

    private String tensor(String name) {
        return tensors.getOrDefault(name, name);
    }

    private void line(String name, String expression) {
        text.append("    ").append(name).append(" = ").append(expression).append('\n');
    }

    private static String square(int side) {
        return List.of(side, side).toString();
    }

    /** Without an exponent. */
    private static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
