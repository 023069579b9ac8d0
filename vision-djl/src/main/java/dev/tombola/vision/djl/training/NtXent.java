package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tombola.ticket.search.Objective;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.djl.DjlNetwork;
import java.util.stream.LongStream;

/**
 * simCLR's objective (paper 2.3): each of the 2N views has to find its partner among the 2N − 1 others. With s the cosine
 * similarity, p_i = exp(s_i,partner / τ) / Σ_{j≠i} exp(s_ij / τ); the loss is the mean of −log p_i, or in the form of the
 * paper's code −log of the mean of p_i.
 */
final class NtXent implements ObjectiveFunction {
    /** What a view's similarity to itself becomes: nothing is left of it, and its gradient is a number. */
    private static final double NEVER = -1e9;

    private final ViewPairs pairs;
    private final DjlNetwork network;
    private final double temperature;
    private final Objective.Form form;

    NtXent(ViewPairs pairs, DjlNetwork network, double temperature, Objective.Form form) {
        this.pairs = pairs;
        this.network = network;
        this.temperature = temperature;
        this.form = form;
    }

    @Override
    public Batches batches(long first) {
        return pairs.batches(first);
    }

    @Override
    public NDArray loss(int step, Batch batch, NDArray leaf, NDManager scope) {
        return of(pairs.both(batch, leaf, network.statistics(), scope), temperature, form);
    }

    /**
     * The loss, a scalar.
     *
     * @param views 2N x dimensions, the first views of N images, then their second ones in the same order
     */
    static NDArray of(NDArray views, double temperature, Objective.Form form) {
        int rows = (int) views.getShape().get(0);
        var memory = views.getManager();
        var features = views.normalize(2, 1);
        var similarities = features.matMul(features.transpose()).div(temperature);
        var others = similarities.add(memory.eye(rows).mul(NEVER));
        var partners = memory.create(
                LongStream.range(0, rows).map(row -> (row + rows / 2) % rows).toArray(), new Shape(rows, 1));
        var logs = others.logSoftmax(1).gather(partners, 1);
        return switch (form) {
            case STANDARD -> logs.mean().neg();
            case LOG_OF_MEAN -> logs.exp().mean().log().neg();
        };
    }
}
