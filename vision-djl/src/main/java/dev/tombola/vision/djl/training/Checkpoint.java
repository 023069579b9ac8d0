package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.vision.network.Weights;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run between two steps: beside its {@link Assignment}, all that the bytes of its end depend on. The order and the
 * variation of the images follow from the assignment's seed and the step.
 *
 * @param step steps done, at least 1
 * @param weights with batch norm's running statistics
 * @param state what optimizer and objective remember
 * @param lossOfEpoch sum of the losses of those steps whose epoch has not ended
 * @param epochs those that have ended, with their validation
 * @param best what validated best so far; none where no epoch was validated
 * @param kept weights after those of the epochs asked for that have ended
 */
public record Checkpoint(
        int step,
        Weights weights,
        TrainingState state,
        double lossOfEpoch,
        List<EpochMetrics> epochs,
        @Nullable Best best,
        Map<Integer, Weights> kept) {
    public Checkpoint {
        epochs = List.copyOf(epochs);
        if (state.velocity() == null) {
            throw new IllegalArgumentException("a checkpoint has the optimizer's velocity");
        }
        kept = Collections.unmodifiableMap(new TreeMap<>(kept));
        if (step < 1 || step < steps(epochs)) {
            throw new IllegalArgumentException("%d steps are fewer than its epochs took".formatted(step));
        }
        if (best != null && (best.epoch() < 1 || best.epoch() > epochs.size())) {
            throw new IllegalArgumentException("epoch %d of %d validated best".formatted(best.epoch(), epochs.size()));
        }
    }

    /**
     * The weights of the first epoch that validated best.
     *
     * @param epoch from 1
     */
    public record Best(int epoch, Weights weights) {}

    /** Steps of the epoch that has not ended. */
    int stepsOfEpoch() {
        return step - steps(epochs);
    }

    private static int steps(List<EpochMetrics> epochs) {
        return epochs.stream().mapToInt(EpochMetrics::steps).sum();
    }
}
