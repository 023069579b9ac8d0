package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MoCo v2's objective (paper 2.4): the first view of an image, encoded by the network, has to find its second view, encoded
 * by a copy that follows slowly, among a queue of keys of earlier images. InfoNCE: cross-entropy of [q·k, q·queue] / τ with
 * class 0. Of a step: the key encoder moves, it encodes, the loss is taken, the keys are queued in the oldest ones' place.
 */
final class MomentumContrast implements ObjectiveFunction {
    /** What the key encoder's tensors are called in a training's state, before their own names. */
    static final String KEY_ENCODER = "objective/key/";

    private static final String QUEUE = "queue";
    private static final String POINTER = "queue-pointer";
    private static final String KEY = "key/";

    private final ViewPairs pairs;
    private final DjlNetwork network;
    private final Randomness randomness;
    private final double temperature;
    private final double keyMomentum;
    private final Shape shape;
    private NDArray key;
    private NDArray keyStatistics;
    private NDArray queue;
    private int pointer;
    private @Nullable NDArray keys;

    /**
     * Its key encoder is a copy of the network as it is, its queue random.
     *
     * @param size of the queue
     * @param dimensions of the head's output
     */
    MomentumContrast(
            ViewPairs pairs,
            DjlNetwork network,
            Randomness randomness,
            double temperature,
            double keyMomentum,
            int size,
            int dimensions) {
        this.pairs = pairs;
        this.network = network;
        this.randomness = randomness;
        this.temperature = temperature;
        this.keyMomentum = keyMomentum;
        shape = new Shape(size, dimensions);
        key = network.parameters().duplicate();
        keyStatistics = network.statistics().duplicate();
        queue = random();
    }

    private NDArray random() {
        var gaussian = randomness.child(QUEUE).gaussian();
        var values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.getAsDouble();
        }
        try (var drawn = network.memory().create(values, shape)) {
            return drawn.normalize(2, 1);
        }
    }

    @Override
    public Batches batches(long first) {
        return pairs.batches(first);
    }

    @Override
    public NDArray loss(int step, Batch batch, NDArray leaf, NDManager scope) {
        var queries = pairs.one(batch, 0, leaf, network.statistics(), scope).normalize(2, 1);
        key.muli(keyMomentum);
        try (var followed = network.parameters().mul(1 - keyMomentum)) {
            key.addi(followed);
        }
        int[] order = randomness.child("shuffled batch norm").child(step).permutation(batch.size() / 2);
        keys = pairs.shuffled(batch, 1, order, key, keyStatistics, scope).normalize(2, 1);
        try (var others = queue.transpose()) {
            return of(queries, keys, others, temperature);
        }
    }

    @Override
    public void stepped() {
        var newest = Objects.requireNonNull(keys, "no loss was taken");
        int end = pointer + (int) newest.getShape().get(0);
        queue.set(new NDIndex("{}:{}", pointer, end), newest);
        pointer = end % (int) shape.get(0);
        keys = null;
    }

    /**
     * The loss, a scalar; all three are normalised already.
     *
     * @param queries N x dimensions
     * @param keys N x dimensions, partners of the queries
     * @param queue dimensions x K
     */
    static NDArray of(NDArray queries, NDArray keys, NDArray queue, double temperature) {
        var partners = queries.mul(keys).sum(new int[] {1}, true);
        var others = queries.matMul(queue);
        var logits = NDArrays.concat(new NDList(partners, others), 1).div(temperature);
        long rows = queries.getShape().get(0);
        return CrossEntropy.of(logits, queries.getManager().create(new long[(int) rows], new Shape(rows, 1)));
    }

    @Override
    public List<StateTensor> state() {
        var state = new ArrayList<StateTensor>();
        state.add(new StateTensor(QUEUE, List.of((int) shape.get(0), (int) shape.get(1)), queue.toFloatArray()));
        state.add(new StateTensor(POINTER, List.of(1), new float[] {pointer}));
        var encoder = network.weights(key, keyStatistics);
        for (var parameter : encoder.parameters()) {
            state.add(new StateTensor(KEY + parameter.name(), parameter.shape(), encoder.values(parameter.name())));
        }
        return state;
    }

    @Override
    public void restore(Map<String, StateTensor> state) {
        var queued = state.get(QUEUE);
        var position = state.get(POINTER);
        if (queued != null && position != null) {
            if (!queued.shape().equals(List.of((int) shape.get(0), (int) shape.get(1)))) {
                throw new IllegalArgumentException("a queue of %s is not one of %s".formatted(queued.shape(), shape));
            }
            queue.close();
            try (var borrowed = network.memory().create(queued.values(), shape)) {
                queue = borrowed.duplicate(); // in memory of libtorch's own: the alignment of Java's may differ
            }
            pointer = Objects.checkIndex((int) position.values()[0], (int) shape.get(0));
        }
        var encoder = encoder(state);
        if (encoder != null) {
            key.close();
            keyStatistics.close();
            key = network.parameters(encoder);
            keyStatistics = network.statistics(encoder);
        }
    }

    private @Nullable Weights encoder(Map<String, StateTensor> state) {
        var parameters = network.network().parameters();
        return parameters.stream().map(Parameter::name).allMatch(name -> state.containsKey(KEY + name))
                ? Weights.of(
                        parameters,
                        parameter -> Objects.requireNonNull(state.get(KEY + parameter.name()))
                                .values())
                : null;
    }
}
