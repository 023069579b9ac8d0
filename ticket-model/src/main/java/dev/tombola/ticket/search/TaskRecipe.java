package dev.tombola.ticket.search;

/**
 * What a network is trained on, and how.
 *
 * @param task {@code DATASET[/CLASSES][:IMAGES]}
 * @param name of the recipe in the search
 * @param recipe what is done by it: for a criterion that looks at gradients only the one step that measures them
 */
public record TaskRecipe(String task, String name, Recipe recipe) {
    /** The step that takes the gradient of one batch's loss off the weights, and does nothing else. */
    TaskRecipe oneStep() {
        return new TaskRecipe(task, name, recipe.gradientStep());
    }

    /** With so many training images of the same task. */
    TaskRecipe withImages(int images) {
        return new TaskRecipe(task.replaceFirst(":.*", "") + ":" + images, name, recipe);
    }
}
