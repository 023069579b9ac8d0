package dev.tombola.ticket.search;

/**
 * What a network is trained on, and how.
 *
 * @param task {@code DATASET[/CLASSES][:IMAGES]}
 * @param recipe a name among the search's recipes
 */
public record TaskRecipe(String task, String recipe) {
    /** With so many training images of the same task. */
    TaskRecipe withImages(int images) {
        return new TaskRecipe(task.replaceFirst(":.*", "") + ":" + images, recipe);
    }
}
