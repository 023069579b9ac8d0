package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Weights;
import java.nio.ByteBuffer;

/** Takes the steps of a run. */
final class Learner {
    private final TorchEngine engine;
    private final DjlNetwork network;
    private final Optimizer optimizer;
    private final dev.tombola.vision.network.Shape image;

    Learner(TorchEngine engine, DjlNetwork network, Optimizer optimizer, dev.tombola.vision.network.Shape image) {
        this.engine = engine;
        this.network = network;
        this.optimizer = optimizer;
        this.image = image;
    }

    /**
     * One step, in a scope of its own: what it allocates is used again by the next.
     *
     * @param number of the step, from 1
     * @param values of the images, as {@link DjlNetwork#images} takes them
     * @return the loss before the step
     * @throws DivergedException when it is not finite; the weights are then those before the step
     */
    double step(int number, ByteBuffer values, long[] labelled, double rate) {
        try (var scope = network.memory().newSubManager()) {
            var images = network.images(values, image.height(), image.width(), scope);
            var labels = scope.create(labelled, new Shape(labelled.length, 1));
            var leaf = network.detached(scope);
            leaf.setRequiresGradient(true);
            double loss = backward(images, labels, leaf);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(number, loss);
            }
            optimizer.update(leaf.getGradient(), rate);
            return loss;
        }
    }

    /** Goes on with another one's velocity. */
    void restore(Weights velocity) {
        optimizer.restore(network.trainable().array(parameter -> velocity.values(parameter.name()), network.memory()));
    }

    /** A copy of the velocity as it is now. */
    Weights velocity() {
        var values = network.trainable().values(optimizer.velocity());
        return Weights.of(network.trainable().parameters(), parameter -> values.get(parameter.name()));
    }

    private double backward(NDArray images, NDArray labels, NDArray leaf) {
        try (var collector = engine.newGradientCollector()) {
            var loss = CrossEntropy.of(network.train(images, leaf), labels);
            collector.backward(loss);
            return loss.getFloat();
        }
    }
}
