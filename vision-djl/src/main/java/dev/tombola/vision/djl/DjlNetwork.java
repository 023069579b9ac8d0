package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.torchscript.TorchScriptEmitter;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/** A network on the engine, with a copy of its weights in native memory. For one thread at a time. */
public final class DjlNetwork implements AutoCloseable {
    private final Network network;
    private final ChannelOrder layout;
    private final NDManager memory;
    private final TensorGroup trainable;
    private final TensorGroup statistics;
    private final NDArray parameters;
    private final NDArray runningStatistics;
    private final Script script;

    public DjlNetwork(Network network, Weights weights, TorchEngine engine) {
        this.network = network;
        layout = engine.layout();
        trainable = group(network, layout, kind -> kind);
        statistics = group(network, layout, kind -> !kind);
        memory = engine.memory();
        parameters = trainable.array(parameter -> weights.values(parameter.name()), memory);
        runningStatistics = statistics.array(parameter -> weights.values(parameter.name()), memory);
        script = new Script(TorchScriptEmitter.emit(network, engine.precision(), layout), memory);
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
    public ChannelOrder layout() {
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

    /** Logits in evaluation mode and float32, batch x classes, in the memory of the images. */
    public NDArray evaluate(NDArray images) {
        return script.call("evaluate", new NDArray[] {images, parameters, runningStatistics});
    }

    /**
     * Logits in training mode, batch x classes, in the memory of the images: batch norm uses the batch's statistics and
     * records them.
     *
     * @param leaf {@link #parameters} or their copy by {@link #detached}
     */
    public NDArray train(NDArray images, NDArray leaf) {
        return script.forward(images, leaf, runningStatistics);
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

    private static TensorGroup group(Network network, ChannelOrder layout, Predicate<Boolean> trainable) {
        var parameters = network.parameters().stream()
                .filter(parameter -> trainable.test(parameter.kind().trainable()))
                .toList();
        return new TensorGroup(parameters, layout);
    }
}
