package dev.tombola.vision.djl.training;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.vision.djl.DjlNetwork;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what a recipe says moves the weights to what does it. */
final class Optimizers {
    private Optimizers() {}

    /** @param mask that the network's weights have on; none for a dense network */
    static Optimizer of(Assignment assignment, @Nullable InstalledMask mask, DjlNetwork network) {
        var recipe = assignment.recipe();
        var factors = mask == null ? null : mask.factors(network);
        return switch (recipe.optimizer()) {
            case SGD -> new Sgd(network.parameters(), factors, recipe.momentum(), recipe.weightDecay());
            case LARS ->
                new Lars(
                        network.parameters(),
                        network.trainable().sizes(),
                        factors,
                        norm(assignment, mask, network),
                        new Lars.Settings(
                                recipe.momentum(), recipe.weightDecay(), Objects.requireNonNull(recipe.trust())));
        };
    }

    private static Lars.Norm norm(Assignment assignment, @Nullable InstalledMask mask, DjlNetwork network) {
        return mask == null || assignment.recipe().norms() == Recipe.Norms.SURVIVING
                ? new Lars.Norm.Surviving()
                : new Lars.Norm.All(mask.prunedNorms(assignment.initial(), network));
    }
}
