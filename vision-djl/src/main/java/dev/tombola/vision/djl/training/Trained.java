package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.network.Weights;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param steps taken in all, by whomever
 * @param last the weights after the last step: what chains prune
 * @param best those of the chosen epoch, which the test split was measured with
 * @param chosenEpoch the first one with the highest validation accuracy; the last where the recipe tests once
 * @param kept the weights after the epochs that were asked for
 * @param measured what was measured of the best ones, what judges first
 * @param state what optimizer and objective remembered in the end
 * @param seconds from the first step to the end of the test
 */
public record Trained(
        int steps,
        Weights last,
        Weights best,
        int chosenEpoch,
        List<EpochMetrics> epochs,
        Map<Integer, Weights> kept,
        List<Measured> measured,
        TrainingState state,
        double seconds) {
    public Trained {
        epochs = List.copyOf(epochs);
        kept = Map.copyOf(kept);
        measured = List.copyOf(measured);
    }
}
