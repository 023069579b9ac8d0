package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.torchscript.Precision;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * From the first step, or from where a checkpoint was saved, to the test. A run that went on from a checkpoint of an
     * equal assignment comes to the bytes of one that was never interrupted, within one {@link Fingerprint}.
     *
     * @param from nothing to begin at the beginning
     * @throws CancelledException once the control stops it
     * @throws DivergedException when the loss is no longer finite
     */
    public Trained run(
            Assignment assignment, @Nullable Checkpoint from, TrainingListener listener, RunControl control) {
        long start = System.nanoTime();
        var installed = assignment.mask() == null ? null : new InstalledMask(assignment.mask(), assignment.network());
        var initial = from == null ? assignment.initial() : from.weights();
        var masked = installed == null ? initial : installed.prune(initial);
        var recipe = assignment.recipe();
        var precision = recipe.precision() == Recipe.Precision.BFLOAT16 ? Precision.BFLOAT16 : Precision.FLOAT32;
        try (var network = new DjlNetwork(assignment.network(), masked, engine.with(precision))) {
            var objective = ObjectiveFunctions.of(assignment, assignment.epochs(), network);
            var learner = new Learner(engine, network, objective, Optimizers.of(assignment, installed, network));
            if (assignment.inherited() != null) {
                learner.restore(pruned(assignment.inherited(), installed));
            }
            var course = new EpochLoop(assignment, network, learner, new Losses(interval), listener, control);
            if (from != null) {
                course.restore(from);
            }

            course.run();

            var last = network.weights();
            var best = course.choice().weights(last);
            DivergedException.check(course.step(), last); // the last update may have gone too far
            DivergedException.check(course.step(), best);
            var measured = test(assignment, best, course::obeyWhileMeasuring);
            return new Trained(
                    course.step(),
                    last,
                    best,
                    course.choice().epoch(),
                    course.choice().epochs(),
                    course.kept(),
                    measured,
                    learner.state(),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /** What the mask prunes has no velocity either, nor does a second encoder have it (paper 2.4). */
    private static TrainingState pruned(TrainingState inherited, @Nullable InstalledMask mask) {
        if (mask == null) {
            return inherited;
        }
        var velocity = inherited.velocity();
        return new TrainingState(
                velocity == null ? null : mask.prune(velocity),
                inherited.own().stream().map(tensor -> pruned(tensor, mask)).toList());
    }

    private static StateTensor pruned(StateTensor tensor, InstalledMask mask) {
        return tensor.name().startsWith(MomentumContrast.KEY_ENCODER)
                ? mask.prune(tensor, tensor.name().substring(MomentumContrast.KEY_ENCODER.length()))
                : tensor;
    }

    private List<Measured> test(Assignment assignment, Weights chosen, Runnable beforeEachBatch) {
        try (var network = new DjlNetwork(assignment.network(), chosen, engine)) {
            var measuring = assignment.measuring(network, assignment.splits(), beforeEachBatch);
            return assignment.measures().stream().map(measuring::of).toList();
        }
    }
}
