package dev.tombola.vision.djl.training;

import dev.tombola.ticket.event.EpochMetrics;
import dev.tombola.vision.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers a run's epochs, and the weights of the first one that validated best. */
final class Choice {
    private final List<EpochMetrics> epochs = new ArrayList<>();
    private @Nullable Weights best;
    private double highest = Double.NEGATIVE_INFINITY;
    private int chosen;

    void add(EpochMetrics epoch, Supplier<Weights> weights) {
        epochs.add(epoch);
        if (epoch.validation() != null && epoch.validation() > highest) {
            highest = epoch.validation();
            chosen = epoch.epoch();
            best = weights.get();
        }
    }

    List<EpochMetrics> epochs() {
        return epochs;
    }

    /** From 1; the last where nothing was validated. */
    int epoch() {
        return best == null ? epochs.size() : chosen;
    }

    Weights weights(Weights last) {
        return best == null ? last : best;
    }
}
