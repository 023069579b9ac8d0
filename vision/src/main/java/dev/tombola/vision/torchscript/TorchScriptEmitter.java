package dev.tombola.vision.torchscript;

import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Network;

/**
 * Writes what a network computes as a TorchScript archive: a module without tensors of its own and with three methods, {@code
 * forward} in training mode, {@code evaluate} and {@code features} in evaluation mode and float32. Each takes {@code (images,
 * parameters, statistics)}; the first two give what the head says, batch x classes, the last what it reads, float32. Images
 * are batch x channels x height x width, float32, normalised; {@code parameters} holds all trainable tensors one after the
 * other, in the order of {@link Network#parameters}, the weights of convolutions out x height x width x in where the layout is
 * channels-last; {@code statistics} holds the others, which batch norm changes in place while it trains. Equal arguments give
 * equal bytes.
 */
public final class TorchScriptEmitter {
    private static final String METHOD = """
              def %s(self: __torch__.Functions,
                images: Tensor,
                parameters: Tensor,
                statistics: Tensor) -> Tensor:
            """;

    private TorchScriptEmitter() {}

    /**
     * The archive.
     *
     * @param precision of the training
     * @param layout of the images
     */
    public static byte[] emit(Network network, Precision precision, ChannelOrder layout) {
        int last = network.nodes().size() - 1;
        return Archive.of(
                METHOD.formatted("forward") + new Statements(network, precision, layout, true).body(last),
                METHOD.formatted("evaluate") + new Statements(network, Precision.FLOAT32, layout, false).body(last),
                METHOD.formatted("features")
                        + new Statements(network, Precision.FLOAT32, layout, false).body(network.features()));
    }
}
