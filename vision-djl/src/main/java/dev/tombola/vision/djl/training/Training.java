package dev.tombola.vision.djl.training;

import dev.tombola.ticket.event.Fingerprint;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Weights;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Trains one network after the other: the algorithm A of paper 1.2. Equal assignments give equal bytes within one {@link
 * Fingerprint}. The engine collects one gradient at a time, so a process trains one network at a time.
 */
public final class Training {
    private final TorchEngine engine;
    private final Duration interval;

    /** @param interval at least that long between two calls of {@link TrainingListener#progressed} */
    public Training(TorchEngine engine, Duration interval) {
        this.engine = engine;
        this.interval = interval;
    }

    /**
     * From the first step to the test.
     *
     * @param cancelled asked before every step, and before every batch that is measured
     * @throws CancelledException once it says so
     * @throws DivergedException when the loss is no longer finite
     */
    public Trained run(Assignment assignment, TrainingListener listener, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        var installed = assignment.mask() == null ? null : new InstalledMask(assignment.mask(), assignment.network());
        var initial = installed == null ? assignment.initial() : installed.prune(assignment.initial());
        try (var network = new DjlNetwork(assignment.network(), initial, engine)) {
            var recipe = assignment.recipe();
            var factors = installed == null ? null : installed.factors(network);
            var sgd = new Sgd(network.parameters(), factors, recipe.momentum(), recipe.weightDecay());
            var course = new Course(assignment, network, new Losses(interval), listener, cancelled);

            course.run(new Learner(
                    engine, network, sgd, assignment.splits().train().shape()));

            var last = network.weights();
            var best = course.choice().weights(last);
            var predictions = test(assignment, best, () -> CancelledException.check(cancelled, course.steps()));
            var labels = assignment.splits().test().labels();
            return new Trained(
                    last,
                    best,
                    course.choice().epoch(),
                    course.choice().epochs(),
                    course.kept(),
                    predictions,
                    predictions.top1(labels),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private Predictions test(Assignment assignment, Weights chosen, Runnable beforeEachBatch) {
        try (var network = new DjlNetwork(assignment.network(), chosen, engine)) {
            return new Evaluation(network, assignment.normalisation())
                    .predictions(assignment.splits().test(), beforeEachBatch);
        }
    }
}
