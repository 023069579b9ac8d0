package dev.tombola.vision.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.batch.Batch;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the steps of a run. */
final class Learner {
    private final TorchEngine engine;
    private final DjlNetwork network;
    private final ObjectiveFunction objective;
    private final Optimizer optimizer;

    Learner(TorchEngine engine, DjlNetwork network, ObjectiveFunction objective, Optimizer optimizer) {
        this.engine = engine;
        this.network = network;
        this.objective = objective;
        this.optimizer = optimizer;
    }

    /** What it learns from, from a batch on; counted from 0. */
    Batches batches(long first) {
        return objective.batches(first);
    }

    /**
     * One step, in a scope of its own: what it allocates is used again by the next.
     *
     * @param number of the step, from 1
     * @return the loss before the step
     * @throws DivergedException when it is not finite; the weights are then those before the step
     */
    double step(int number, Batch batch, double rate) {
        return step(number, (leaf, scope) -> objective.loss(number, batch, leaf, scope), rate);
    }

    /** A loss in a step's scope, through which gradients flow to the leaf. */
    interface Loss {
        NDArray of(NDArray leaf, NDManager scope);
    }

    double step(int number, Loss loss, double rate) {
        try (var scope = network.memory().newSubManager()) {
            var leaf = network.detached(scope);
            leaf.setRequiresGradient(true);
            double lost = backward(loss, leaf, scope);
            if (!Double.isFinite(lost)) {
                throw new DivergedException(number, lost);
            }
            optimizer.update(leaf.getGradient(), rate);
            objective.stepped();
            return lost;
        }
    }

    /** Goes on with as much of another one's state as is there. */
    void restore(TrainingState state) {
        var velocity = state.velocity();
        if (velocity != null) {
            optimizer.restore(
                    network.trainable().array(parameter -> velocity.values(parameter.name()), network.memory()));
        }
        var own = values(state.optimizer());
        if (!own.isEmpty()) {
            optimizer.restoreOwn(own);
        }
        objective.restore(state.objective());
    }

    /** A copy of what it remembers, as it is now. */
    TrainingState state() {
        var values = network.trainable().values(optimizer.velocity());
        var own = optimizer.own().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new StateTensor(entry.getKey(), List.of(entry.getValue().length), entry.getValue()))
                .toList();
        return TrainingState.of(
                Weights.of(network.trainable().parameters(), parameter -> values.get(parameter.name())),
                own,
                objective.state());
    }

    private static Map<String, float[]> values(Map<String, StateTensor> tensors) {
        var values = new HashMap<String, float[]>();
        tensors.forEach((name, tensor) -> values.put(name, tensor.values()));
        return values;
    }

    private double backward(Loss loss, NDArray leaf, NDManager scope) {
        try (var collector = engine.newGradientCollector()) {
            var lost = loss.of(leaf, scope);
            collector.backward(lost);
            return lost.getFloat();
        }
    }
}
