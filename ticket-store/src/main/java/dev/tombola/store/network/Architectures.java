package dev.tombola.store.network;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;

/** From what a search says of a network to the network, and to the places of a mask's bits in it. */
public final class Architectures {
    private Architectures() {}

    /**
     * The network of a search, for images of so many channels and a task of so many classes.
     *
     * @throws IllegalArgumentException when there is no such network
     */
    public static Network network(Architecture architecture, int channels, int classes) {
        return Networks.named(architecture.name(), architecture.options(), channels, classes);
    }

    /** Its prunable tensors, which depend neither on channels nor on classes: stem and head are never pruned. */
    public static MaskLayout layout(Architecture architecture) {
        return layout(network(architecture, 3, 10));
    }

    /** The network's prunable tensors in the order of its definition. */
    public static MaskLayout layout(Network network) {
        return new MaskLayout(network.prunable().stream()
                .map(parameter -> new MaskLayout.Tensor(parameter.name(), parameter.shape()))
                .toList());
    }
}
