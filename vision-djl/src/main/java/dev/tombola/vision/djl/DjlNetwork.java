package dev.tombola.vision.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.measure.RunningNetwork;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.torchscript.TorchScriptEmitter;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/** A network on the engine, with a copy of its weights in native memory. For one thread at a time. */
public final class DjlNetwork implements RunningNetwork, AutoCloseable {
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
        parameters = parameters(weights);
        runningStatistics = statistics(weights);
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

    /** What it is. */
    public Network network() {
        return network;
    }

    /** Batch norm's running statistics, as one array that training changes in place. */
    public NDArray statistics() {
        return runningStatistics;
    }

    /** A copy of the weights as they are now. */
    public Weights weights() {
        return weights(parameters, runningStatistics);
    }

    /** A copy of the weights of another network of its kind: {@link #parameters} and {@link #statistics} of its own. */
    public Weights weights(NDArray otherParameters, NDArray otherStatistics) {
        var values = trainable.values(otherParameters);
        values.putAll(statistics.values(otherStatistics));
        return Weights.of(network, values);
    }

    /** What {@link #parameters} would be of these weights, in this network's memory. */
    public NDArray parameters(Weights weights) {
        return trainable.array(parameter -> weights.values(parameter.name()), memory);
    }

    /** What {@link #statistics} would be of these weights, in this network's memory. */
    public NDArray statistics(Weights weights) {
        return statistics.array(parameter -> weights.values(parameter.name()), memory);
    }

    /** The order that {@link #images} expects. */
    @Override
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

    @Override
    public float[] outputs(Batch batch, dev.tombola.vision.network.Shape image) {
        return evaluated("evaluate", batch, image);
    }

    @Override
    public float[] features(Batch batch, dev.tombola.vision.network.Shape image) {
        return evaluated("features", batch, image);
    }

    private float[] evaluated(String method, Batch batch, dev.tombola.vision.network.Shape image) {
        try (var scope = memory.newSubManager()) {
            var images = images(batch.bytes(), image.height(), image.width(), scope);
            return script.call(method, new NDArray[] {images, parameters, runningStatistics})
                    .toFloatArray();
        }
    }

    /**
     * Logits in training mode, batch x classes, in the memory of the images: batch norm uses the batch's statistics and
     * records them.
     *
     * @param leaf {@link #parameters} or their copy by {@link #detached}
     */
    public NDArray train(NDArray images, NDArray leaf) {
        return train(images, leaf, runningStatistics);
    }

    /** Likewise, with statistics recorded elsewhere. */
    public NDArray train(NDArray images, NDArray leaf, NDArray recorded) {
        return script.forward(images, leaf, recorded);
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
