package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.network.Weights;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's way through its epochs. */
final class EpochLoop {
    private final Assignment assignment;
    private final DjlNetwork network;
    private final Learner learner;
    private final Losses losses;
    private final TrainingListener listener;
    private final RunControl control;
    private final Choice choice = new Choice();
    private final Map<Integer, Weights> kept = new HashMap<>();
    private int step;

    EpochLoop(
            Assignment assignment,
            DjlNetwork network,
            Learner learner,
            Losses losses,
            TrainingListener listener,
            RunControl control) {
        this.assignment = assignment;
        this.network = network;
        this.learner = learner;
        this.losses = losses;
        this.listener = listener;
        this.control = control;
    }

    /** Goes on where a checkpoint was saved; the network has its weights already. */
    void restore(Checkpoint checkpoint) {
        step = checkpoint.step();
        learner.restore(checkpoint.state());
        losses.restore(checkpoint);
        choice.restore(checkpoint);
        kept.putAll(checkpoint.kept());
    }

    void run() {
        var recipe = assignment.recipe();
        int perEpoch = assignment.epochs().batches(assignment.splits().train().size());
        var rate = LearningRate.of(recipe, perEpoch);
        int steps = rate.totalSteps();
        listener.begun(step, steps);
        if (losses.stepsOfEpoch() == perEpoch || (step == steps && losses.stepsOfEpoch() > 0)) {
            endEpoch(steps); // it was stopped while it validated
        }
        try (var batches = learner.batches(step)) {
            while (step < steps) {
                obey();
                var batch = batches.next();
                losses.add(learner.step(step + 1, batch, rate.at(step + 1)));
                step++;
                if (step % perEpoch == 0 || step == steps) {
                    endEpoch(steps);
                } else if (losses.areDue()) {
                    listener.progressed(step, steps, losses.hear());
                }
            }
        }
    }

    /** Taken in all. */
    int step() {
        return step;
    }

    Choice choice() {
        return choice;
    }

    Map<Integer, Weights> kept() {
        return kept;
    }

    /** Between two batches that are measured nothing has changed since the last step; only stopping is urgent. */
    void obeyWhileMeasuring() {
        var order = control.order();
        if (order != RunControl.Order.SAVE) {
            obey(order);
        }
    }

    private void obey() {
        obey(control.order());
    }

    private void obey(RunControl.Order order) {
        switch (order) {
            case GO_ON -> {}
            case SAVE -> save();
            case SAVE_AND_STOP -> {
                save();
                throw new CancelledException(step);
            }
            case STOP -> throw new CancelledException(step);
        }
    }

    private void save() {
        if (step > 0) {
            control.save(new Checkpoint(
                    step, network.weights(), learner.state(), losses.ofEpoch(), choice.epochs(), choice.best(), kept));
        }
    }

    private void endEpoch(int steps) {
        int number = choice.epochs().size() + 1;
        var validation = validation();
        var metrics = new EpochMetrics(number, losses.stepsOfEpoch(), losses.endEpoch(), validation);
        choice.add(metrics, network::weights);
        if (assignment.keepEpochs().contains(number)) {
            kept.put(number, network.weights());
        }
        listener.epochEnded(step, steps, metrics);
    }

    private @Nullable Double validation() {
        if (assignment.recipe().test() == Recipe.Testing.ONCE) {
            return null;
        }
        DivergedException.check(step, network.weights());
        var splits = assignment.splits();
        var validation = new Splits(splits.train(), splits.validation(), splits.validation());
        return assignment
                .measuring(network, validation, this::obeyWhileMeasuring)
                .of(assignment.measures().getFirst())
                .accuracy()
                .value();
    }
}
