package dev.tombola.vision.torchscript;

import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Network;

/**
 * Writes what a network computes as a TorchScript archive: a module without tensors of its own and with two methods, {@code
 * forward} in training mode and {@code evaluate} in evaluation mode and float32. Either takes {@code (images, parameters,
 * statistics)} and gives the logits, batch x classes, float32. Images are batch x channels x height x width, float32,
 * normalised; {@code parameters} holds all trainable tensors one after the other, in the order of {@link Network#parameters},
 * the weights of convolutions out x height x width x in where the layout is channels-last; {@code statistics} holds the others,
 * which batch norm changes in place while it trains. Equal arguments give equal bytes.
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
        return Archive.of(
                METHOD.formatted("forward") + new Statements(network, precision, layout, true).body(),
                METHOD.formatted("evaluate") + new Statements(network, Precision.FLOAT32, layout, false).body());
    }
}
