package dev.tombola.ticket.search;

import org.jspecify.annotations.Nullable;

/**
 * Where pre-trained weights θ_p come from: trained here on a task with a recipe, or a file of weights (and then the task,
 * if a chain is to run on it).
 *
 * @param weights a file, as the user names it; services see its digest in {@link ResolvedSearch} instead
 * @param part which of a file's networks; absent for the one that training scripts usually keep there
 * @param seed of the training; default 1
 */
public record Pretraining(
        @Nullable String task,
        @Nullable String recipe,
        @Nullable String weights,
        @Nullable String part,
        Long seed) {
    public Pretraining {
        seed = Require.orDefault(seed, 1L);
        Require.seed("seed", seed);
        if (weights == null && (task == null || recipe == null)) {
            throw new IllegalArgumentException("task: either task and recipe, or weights have to be given");
        }
        if (weights != null && recipe != null) {
            throw new IllegalArgumentException("recipe: weights that come from a file are not trained");
        }
        if (weights == null && part != null) {
            throw new IllegalArgumentException("part: only a file of weights has parts");
        }
    }
}
