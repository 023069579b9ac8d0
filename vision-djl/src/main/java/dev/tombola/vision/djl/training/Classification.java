package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.djl.DjlNetwork;

/** Learns the labels of images, by cross-entropy. */
final class Classification implements ObjectiveFunction {
    private final Assignment assignment;
    private final Epochs epochs;
    private final DjlNetwork network;

    Classification(Assignment assignment, Epochs epochs, DjlNetwork network) {
        this.assignment = assignment;
        this.epochs = epochs;
        this.network = network;
    }

    @Override
    public Batches batches(long first) {
        return Batches.training(
                assignment.splits().train(), assignment.normalisation(), network.layout(), epochs, first);
    }

    @Override
    public NDArray loss(int step, Batch batch, NDArray leaf, NDManager scope) {
        var image = assignment.splits().train().shape();
        var images = network.images(batch.bytes(), image.height(), image.width(), scope);
        return loss(network.train(images, leaf), batch.labels());
    }

    /** The mean of −log p(label). */
    static NDArray loss(NDArray logits, long[] labels) {
        return CrossEntropy.of(logits, logits.getManager().create(labels, new Shape(labels.length, 1)));
    }
}
