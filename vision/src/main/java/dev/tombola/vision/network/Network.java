package dev.tombola.vision.network;

import dev.tombola.vision.network.Layer.Convolution;
import dev.tombola.vision.network.Layer.Input;
import dev.tombola.vision.network.Layer.Linear;
import dev.tombola.vision.network.Layer.Relu;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A network as data. Node 0 is the input, every node reads earlier ones, the last one gives the output; the order of the
 * nodes is the order of the tensors in PyTorch's state dict and the order that breaks ties in pruning.
 */
public record Network(String name, List<Node> nodes) {
    public Network {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || !(nodes.getFirst().layer() instanceof Input)) {
            throw new IllegalArgumentException(name + " does not start with its input");
        }
        for (int i = 0; i < nodes.size(); i++) {
            int at = i;
            if (nodes.get(i).inputs().stream().anyMatch(input -> input < 0 || input >= at)) {
                throw new IllegalArgumentException("%s: node %d reads a node that is not before it".formatted(name, i));
            }
        }
        var seen = new HashSet<String>();
        nodes.stream().flatMap(node -> node.layer().parameters().stream()).forEach(parameter -> {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("%s has two tensors called %s".formatted(name, parameter.name()));
            }
        });
    }

    /** Channels of an input image. */
    public int channels() {
        return nodes.getFirst().layer() instanceof Input(int channels) ? channels : 0;
    }

    /** All tensors in the order of PyTorch's state dict, {@code num_batches_tracked} left out. */
    public List<Parameter> parameters() {
        return nodes.stream()
                .flatMap(node -> node.layer().parameters().stream())
                .toList();
    }

    /** What a mask may touch: the weights of every convolution but the stem (paper, section 1.3). */
    public List<Parameter> prunable() {
        return parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.CONVOLUTION_WEIGHT)
                .filter(parameter -> !parameter.name().equals(stem()))
                .toList();
    }

    /** The tensor of the first convolution, which is never pruned. */
    public String stem() {
        return nodes.stream()
                .map(node -> node.layer() instanceof Convolution stem ? stem.weight() : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no convolution"));
    }

    /** The node of the pooled features: what the head reads. */
    public int features() {
        int node = nodes.size() - 1;
        while (node > 0
                && (nodes.get(node).layer() instanceof Linear || nodes.get(node).layer() instanceof Relu)) {
            node--;
        }
        return node;
    }

    /** The tensors of the layers after the features, which start fresh on every task. */
    public List<String> head() {
        return nodes.subList(features() + 1, nodes.size()).stream()
                .flatMap(node -> node.layer().parameters().stream())
                .map(Parameter::name)
                .toList();
    }

    /**
     * The same network with a projection head in its classifier's place: linear, ReLU, linear (paper 2.3), under the names
     * that PyTorch's {@code Sequential} gives them: {@code fc.0}, {@code fc.2}.
     *
     * @param hidden width between the two; 0 for that of the features
     */
    public Network projecting(int hidden, int dimensions) {
        var classifier = classifier();
        int width = hidden == 0 ? classifier.in() : hidden;
        var projecting = new ArrayList<>(nodes.subList(0, nodes.size() - 1));
        projecting.add(new Node(new Linear(classifier.name() + ".0", classifier.in(), width), List.of(features())));
        projecting.add(new Node(new Relu(), List.of(features() + 1)));
        projecting.add(new Node(new Linear(classifier.name() + ".2", width, dimensions), List.of(features() + 2)));
        return new Network(name, projecting);
    }

    /** The same network for so many classes. */
    public Network classifying(int classes) {
        var classifier = classifier();
        var classifying = new ArrayList<>(nodes.subList(0, nodes.size() - 1));
        classifying.add(new Node(new Linear(classifier.name(), classifier.in(), classes), List.of(features())));
        return new Network(name, classifying);
    }

    /** The same network without its head: the features are its output. */
    public Network headless() {
        return new Network(name, nodes.subList(0, features() + 1));
    }

    private Linear classifier() {
        if (!(nodes.getLast().layer() instanceof Linear classifier) || features() != nodes.size() - 2) {
            throw new IllegalStateException(name + " does not end with a classifier");
        }
        return classifier;
    }

    /** The shape at every node for an image of this size; an error names the first layer that does not fit. */
    public List<Shape> shapes(int height, int width) {
        var shapes = new ArrayList<Shape>();
        shapes.add(new Shape(channels(), height, width));
        IntStream.range(1, nodes.size()).forEach(i -> shapes.add(shape(i, shapes)));
        return List.copyOf(shapes);
    }

    private Shape shape(int i, List<Shape> before) {
        var node = nodes.get(i);
        try {
            return node.layer().shape(node.inputs().stream().map(before::get).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s on %s: node %d, %s: %s".formatted(name, before.getFirst(), i, node.layer(), e.getMessage()), e);
        }
    }
}
