package dev.tombola.vision.djl.training;

import dev.tombola.ticket.event.EpochMetrics;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.Batches;
import dev.tombola.vision.data.Epochs;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run's way through its epochs. */
final class Course {
    private final Assignment assignment;
    private final DjlNetwork network;
    private final Evaluation evaluation;
    private final Losses losses;
    private final TrainingListener listener;
    private final BooleanSupplier cancelled;
    private final Choice choice = new Choice();
    private final Map<Integer, Weights> kept = new HashMap<>();

    Course(
            Assignment assignment,
            DjlNetwork network,
            Losses losses,
            TrainingListener listener,
            BooleanSupplier cancelled) {
        this.assignment = assignment;
        this.network = network;
        this.evaluation = new Evaluation(network, assignment.normalisation());
        this.losses = losses;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    void run(Learner learner) {
        var recipe = assignment.recipe();
        var images = assignment.splits().train();
        var epochs = new Epochs(
                recipe.batch(), recipe.dropLast(), assignment.augmentation(), Randomness.of(assignment.seed()));
        int perEpoch = epochs.batches(images.size());
        var rate = LearningRate.of(recipe, perEpoch);
        try (var batches = Batches.training(images, assignment.normalisation(), network.layout(), epochs, 0)) {
            for (int step = 1; step <= rate.totalSteps(); step++) {
                CancelledException.check(cancelled, step - 1);
                var batch = batches.next();
                losses.add(learner.step(step, batch.bytes(), batch.labels(), rate.at(step)));
                if (step % perEpoch == 0 || step == rate.totalSteps()) {
                    endEpoch(step, rate.totalSteps());
                } else if (losses.areDue()) {
                    listener.progressed(step, rate.totalSteps(), losses.hear());
                }
            }
        }
    }

    /** Taken in all. */
    int steps() {
        return choice.epochs().stream().mapToInt(EpochMetrics::steps).sum();
    }

    Choice choice() {
        return choice;
    }

    Map<Integer, Weights> kept() {
        return kept;
    }

    private void endEpoch(int step, int steps) {
        int number = choice.epochs().size() + 1;
        int stepsOfEpoch = losses.stepsOfEpoch();
        var metrics = new EpochMetrics(number, stepsOfEpoch, losses.endEpoch(), validation(step));
        choice.add(metrics, network::weights);
        if (assignment.keepEpochs().contains(number)) {
            kept.put(number, network.weights());
        }
        listener.epochEnded(step, steps, metrics);
    }

    private @Nullable Double validation(int step) {
        if (assignment.recipe().test() == Recipe.Testing.ONCE) {
            return null;
        }
        var images = assignment.splits().validation();
        return evaluation
                .predictions(images, () -> CancelledException.check(cancelled, step))
                .top1(images.labels())
                .value();
    }
}
