package dev.tombola.vision.djl.training;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
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
        List<Integer> keepEpochs) {
    public Assignment {
        keepEpochs = List.copyOf(keepEpochs);
        var image = splits.train().shape();
        int classes = network.shapes(image.height(), image.width()).getLast().channels();
        if (splits.train().classes() != classes) {
            throw new IllegalArgumentException("%s tells %d classes apart, the task has %d"
                    .formatted(network.name(), classes, splits.train().classes()));
        }
    }
}
