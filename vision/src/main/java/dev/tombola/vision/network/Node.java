package dev.tombola.vision.network;

import java.util.List;

/** A layer and the earlier nodes, by index, that it reads. */
public record Node(Layer layer, List<Integer> inputs) {
    public Node {
        inputs = List.copyOf(inputs);
        if (inputs.size() != layer.arity()) {
            throw new IllegalArgumentException(
                    "%s reads %d nodes, not %d".formatted(layer, layer.arity(), inputs.size()));
        }
    }
}
