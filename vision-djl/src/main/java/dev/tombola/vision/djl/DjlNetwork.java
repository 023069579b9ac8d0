package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.data.Layout;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Node;
import dev.tombola.vision.network.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A network on the engine, with a copy of its weights in native memory. For one thread at a time. */
public final class DjlNetwork implements AutoCloseable {
    private final Network network;
    private final Layout layout;
    private final int[] lastReader;
    private final NDManager memory;
    private final TensorGroup trainable;
    private final TensorGroup statistics;
    private final NDArray parameters;
    private final NDArray runningStatistics;
    private final Map<String, NDArray> statisticsViews;

    public DjlNetwork(Network network, Weights weights, TorchEngine engine) {
        this.network = network;
        layout = engine.layout();
        lastReader = lastReader(network);
        trainable = group(network, kind -> kind);
        statistics = group(network, kind -> !kind);
        memory = engine.memory();
        parameters = trainable.array(parameter -> weights.values(parameter.name()), memory);
        runningStatistics = statistics.array(parameter -> weights.values(parameter.name()), memory);
        statisticsViews = statistics.views(runningStatistics);
    }

    /** Ends with the network. */
    public NDManager memory() {
        return memory;
    }

    /** The order of {@link #parameters}. */
    public TensorGroup trainable() {
        return trainable;
    }

    /** All that an optimizer moves, as one array to be changed in place. */
    public NDArray parameters() {
        return parameters;
    }

    /** A copy of the weights as they are now. */
    public Weights weights() {
        var values = trainable.values(parameters);
        values.putAll(statistics.values(runningStatistics));
        return Weights.of(network, values);
    }

    /** The order that {@link #images} expects. */
    public Layout layout() {
        return layout;
    }

    /**
     * Images in the scope's memory, batch x channels x height x width.
     *
     * @param values float, normalised, in this network's layout; direct memory in native order, which must stay as it is
     *     while the scope is open
     */
    public NDArray images(ByteBuffer values, int height, int width, NDManager scope) {
        int channels = network.channels();
        int batch = values.remaining() / (Float.BYTES * height * width * channels);
        return switch (layout) {
            case CHANNELS_FIRST -> scope.create(values, new Shape(batch, channels, height, width), DataType.FLOAT32);
            case CHANNELS_LAST ->
                scope.create(values, new Shape(batch, height, width, channels), DataType.FLOAT32)
                        .transpose(0, 3, 1, 2); // a view: the memory stays as it is
        };
    }

    /** Logits in evaluation mode, batch x classes, in the memory of the images. */
    public NDArray evaluate(NDArray images) {
        return forward(images, detached(images.getManager()), false);
    }

    /**
     * Logits in training mode, batch x classes, in the memory of the images: batch norm uses the batch's statistics and
     * records them.
     *
     * @param leaf {@link #parameters} or their copy by {@link #detached}
     */
    public NDArray train(NDArray images, NDArray leaf) {
        return forward(images, leaf, true);
    }

    /** The parameters under another handle, in the same memory: a fresh leaf, whose gradient needs no zeroing. */
    public NDArray detached(NDManager scope) {
        var detached = parameters.stopGradient();
        detached.attach(scope);
        return detached;
    }

    @Override
    public void close() {
        memory.close();
    }

    private NDArray forward(NDArray images, NDArray leaf, boolean training) {
        var tensors = new HashMap<>(statisticsViews);
        tensors.putAll(trainable.views(leaf));
        var operations = new Operations(tensors, training);
        var values = new ArrayList<NDArray>();
        values.add(images);
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            int now = values.size();
            values.add(operations.apply(
                    node.layer(), node.inputs().stream().map(values::get).toList()));
            node.inputs().stream()
                    .distinct()
                    .filter(input -> input > 0 && lastReader[input] == now)
                    .forEach(input -> values.get(input).close()); // the engine keeps what the gradient needs
        }
        return values.getLast();
    }

    private static TensorGroup group(Network network, Predicate<Boolean> trainable) {
        return new TensorGroup(network.parameters().stream()
                .filter(parameter -> trainable.test(parameter.kind().trainable()))
                .toList());
    }

    private static int[] lastReader(Network network) {
        var last = new int[network.nodes().size()];
        for (int i = 0; i < last.length; i++) {
            for (int input : network.nodes().get(i).inputs()) {
                last[input] = i;
            }
        }
        return last;
    }
}
