package dev.tombola.vision.djl.training;

import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.vision.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers a run's epochs, and the weights of the first one that validated best. */
final class Choice {
    private final List<EpochMetrics> epochs = new ArrayList<>();
    private Checkpoint.@Nullable Best best;

    /** As it was when a checkpoint was saved. */
    void restore(Checkpoint checkpoint) {
        epochs.addAll(checkpoint.epochs());
        best = checkpoint.best();
    }

    void add(EpochMetrics epoch, Supplier<Weights> weights) {
        epochs.add(epoch);
        if (epoch.validation() != null && epoch.validation() > highest()) {
            best = new Checkpoint.Best(epoch.epoch(), weights.get());
        }
    }

    List<EpochMetrics> epochs() {
        return epochs;
    }

    Checkpoint.@Nullable Best best() {
        return best;
    }

    /** From 1; the last where nothing was validated. */
    int epoch() {
        return best == null ? epochs.size() : best.epoch();
    }

    Weights weights(Weights last) {
        return best == null ? last : best.weights();
    }

    private double highest() {
        var validation = best == null ? null : epochs.get(best.epoch() - 1).validation();
        return validation == null ? Double.NEGATIVE_INFINITY : validation;
    }
}
