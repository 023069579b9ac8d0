package dev.tombola.vision.network;

import dev.tombola.vision.network.Layer.Add;
import dev.tombola.vision.network.Layer.BatchNorm;
import dev.tombola.vision.network.Layer.Convolution;
import dev.tombola.vision.network.Layer.GlobalAveragePool;
import dev.tombola.vision.network.Layer.Input;
import dev.tombola.vision.network.Layer.Linear;
import dev.tombola.vision.network.Layer.MaxPool;
import dev.tombola.vision.network.Layer.PaddedShortcut;
import dev.tombola.vision.network.Layer.Relu;
import java.util.ArrayList;
import java.util.List;

/** Draws a network node by node: every method appends one and returns its index. */
final class Graph {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();

    Graph(int inputChannels) {
        append(new Input(inputChannels), inputChannels);
    }

    int channels(int node) {
        return channels.get(node);
    }

    /** "Same" padding: only the stride shrinks the image. */
    int convolution(String name, int from, int out, int kernel, int stride) {
        return append(new Convolution(name, channels(from), out, kernel, stride, kernel / 2, 1), out, from);
    }

    /** With a bias, which is 0 at first; stride 1. */
    int biasedConvolution(String name, int from, int out, int kernel) {
        return append(new Convolution(name, channels(from), out, kernel, 1, kernel / 2, 1, true), out, from);
    }

    int norm(String name, int from) {
        return append(new BatchNorm(name, channels(from)), channels(from), from);
    }

    int relu(int from) {
        return append(new Relu(), channels(from), from);
    }

    int add(int left, int right) {
        return append(new Add(), channels(left), left, right);
    }

    int maxPool(int from, int kernel, int stride, int padding) {
        return append(new MaxPool(kernel, stride, padding), channels(from), from);
    }

    int paddedShortcut(int from, int out) {
        return append(new PaddedShortcut(channels(from), out), out, from);
    }

    /** The head of a classifier: the mean over all pixels, then one linear layer. */
    int classifier(String name, int from, int classes) {
        int pooled = append(new GlobalAveragePool(), channels(from), from);
        return append(new Linear(name, channels(from), classes), classes, pooled);
    }

    Network named(String name) {
        return new Network(name, nodes);
    }

    private int append(Layer layer, int out, Integer... from) {
        nodes.add(new Node(layer, List.of(from)));
        channels.add(out);
        return nodes.size() - 1;
    }
}
