package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.tombola.vision.network.Layer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Layers as calls of the engine. Images are batch x channels x height x width, vectors batch x length.
 *
 * @param tensors a network's, by name
 * @param training whether batch norm uses the batch's own statistics and records them
 */
record Operations(Map<String, NDArray> tensors, boolean training) {
    private static final NDIndex EVERY_SECOND_PIXEL = new NDIndex(":, :, ::2, ::2");

    NDArray apply(Layer layer, List<NDArray> inputs) {
        var x = inputs.getFirst();
        return switch (layer) {
            case Layer.Input _ -> x;
            case Layer.Convolution convolution -> convolution(convolution, x);
            case Layer.BatchNorm norm -> batchNorm(norm, x);
            case Layer.Relu _ -> Activation.relu(x);
            case Layer.Add _ -> x.add(inputs.getLast());
            case Layer.MaxPool(int kernel, int stride, int padding) ->
                Pool.maxPool2d(x, square(kernel), square(stride), square(padding), false);
            case Layer.GlobalAveragePool _ -> Pool.globalAvgPool2d(x);
            case Layer.PaddedShortcut shortcut -> paddedShortcut(shortcut, x);
            case Layer.Linear linear ->
                Linear.linear(x, tensor(linear.weight()), tensor(linear.bias())).singletonOrThrow();
        };
    }

    private NDArray convolution(Layer.Convolution convolution, NDArray x) {
        return Conv2d.conv2d(
                        x,
                        tensor(convolution.weight()),
                        null,
                        square(convolution.stride()),
                        square(convolution.padding()),
                        square(convolution.dilation()))
                .singletonOrThrow();
    }

    private NDArray batchNorm(Layer.BatchNorm norm, NDArray x) {
        return BatchNorm.batchNorm(
                        x,
                        tensor(norm.name() + ".running_mean"),
                        tensor(norm.name() + ".running_var"),
                        tensor(norm.name() + ".weight"),
                        tensor(norm.name() + ".bias"),
                        -1, // means the channels too, without the detour that DJL takes when their axis is named
                        1 - (float) norm.momentum(), // DJL's is the weight of the past
                        (float) norm.eps(),
                        training)
                .singletonOrThrow();
    }

    private static NDArray paddedShortcut(Layer.PaddedShortcut shortcut, NDArray x) {
        try (var pixels = x.get(EVERY_SECOND_PIXEL)) {
            return pixels.pad(new Shape(0, 0, 0, 0, shortcut.padding(), shortcut.padding()), 0);
        }
    }

    private NDArray tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
