package dev.tombola.vision.djl.training;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.batch.Epochs;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measuring;
import dev.tombola.vision.measure.RunningNetwork;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training run, with all that decides what comes of it.
 *
 * @param initial the weights before the mask is put on them
 * @param mask of the network's prunable tensors; none for the dense network
 * @param normalisation the data set's, or that of imported weights
 * @param seed of the order and the variation of the images
 * @param keepEpochs after which epochs, counted from 1, the weights are kept
 * @param views of images, where the objective learns from or a measure looks at such
 * @param measures what is measured at the end, what judges first
 * @param inherited what it takes over from another training
 */
public record Assignment(
        Network network,
        Weights initial,
        @Nullable Mask mask,
        Recipe recipe,
        Splits splits,
        Augmentation augmentation,
        Normalisation normalisation,
        long seed,
        List<Integer> keepEpochs,
        Views views,
        List<Measure> measures,
        @Nullable TrainingState inherited) {
    /** Of a classifier that is measured by its top-1 accuracy and takes nothing over. */
    public Assignment(
            Network network,
            Weights initial,
            @Nullable Mask mask,
            Recipe recipe,
            Splits splits,
            Augmentation augmentation,
            Normalisation normalisation,
            long seed,
            List<Integer> keepEpochs) {
        this(
                network,
                initial,
                mask,
                recipe,
                splits,
                augmentation,
                normalisation,
                seed,
                keepEpochs,
                Views.SIMCLR,
                List.of(Measure.TOP_1),
                null);
    }

    public Assignment {
        keepEpochs = List.copyOf(keepEpochs);
        measures = List.copyOf(measures);
        var image = splits.train().shape();
        int classes = network.shapes(image.height(), image.width()).getLast().channels();
        if (recipe.classifies() && splits.train().classes() != classes) {
            throw new IllegalArgumentException("%s tells %d classes apart, the task has %d"
                    .formatted(network.name(), classes, splits.train().classes()));
        }
    }

    /** How it meets its training images. */
    Epochs epochs() {
        return new Epochs(recipe.batch(), recipe.dropLast(), recipe.shuffles(), augmentation, Randomness.of(seed));
    }

    /** What is measured of a network that runs, on these splits. */
    Measuring measuring(RunningNetwork running, Splits measured, Runnable beforeEachBatch) {
        return new Measuring(running, measured, normalisation, views, beforeEachBatch);
    }
}
