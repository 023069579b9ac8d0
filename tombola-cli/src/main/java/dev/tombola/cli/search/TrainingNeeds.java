package dev.tombola.cli.search;

import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.TaskName;

/**
 * A task, and the network and the recipe by which something is trained on it.
 *
 * @param path of what says so in the search
 */
record TrainingNeeds(String path, Architecture network, TaskName task, Recipe recipe) {
    /** Refuses what a trainer could not do with the images that the store has. */
    void check(DataSetEntry entry) {
        int images = entry.trainable(task);
        if (recipe.dropLast() && images < recipe.batch()) {
            throw refused("%d training images do not fill a batch of %d".formatted(images, recipe.batch()));
        }
        if (recipe.test() == Recipe.Testing.BEST && entry.lacksValidation(task)) {
            throw refused("the store has no validation images of %s to choose the best epoch by; test: once needs none"
                    .formatted(task));
        }
        if (entry.lacksTest(task)) {
            throw refused("the store has no test images of " + task);
        }
    }

    private InvalidDocumentException refused(String why) {
        return new InvalidDocumentException(path + ": " + why);
    }
}
