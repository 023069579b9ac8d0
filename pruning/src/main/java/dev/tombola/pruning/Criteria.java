package dev.tombola.pruning;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws the mask that a {@link Draw} determines. Pure: equal draws on equal weights give equal masks. */
public final class Criteria {
    private Criteria() {}

    /**
     * Draws a mask.
     *
     * @param layout of the network
     * @param weights reads those that the draw names, where the criterion looks at them; θ_0 for none
     * @param mask what is pruned or derived from; pruning begins with the dense one where the draw names none
     */
    public static Mask draw(
            Draw draw, MaskLayout layout, Function<@Nullable ObjectRef, PrunableWeights> weights, Optional<Mask> mask) {
        int level = draw.place().level();
        return switch (draw.criterion()) {
            case MAGNITUDE -> round(draw, weights.apply(draw.weights()), mask);
            case SNIP -> round(draw, Saliency.of(weights.apply(draw.rewindsTo()), weights.apply(draw.weights())), mask);
            case ONE_SHOT_MAGNITUDE ->
                GlobalMagnitude.prune(
                        weights.apply(draw.weights()),
                        Mask.dense(layout),
                        layout.size() - PruningCount.kept(layout.size(), draw.rate(), level));
            case RANDOM ->
                RandomPruning.keeping(layout, PruningCount.kept(layout.size(), draw.rate(), level), draw.seed());
            case LAYER_SHUFFLED -> RandomPruning.shuffledByLayer(given(mask), draw.seed());
            case REVERSED -> Perturbation.reversed(given(mask));
            case PERTURBED -> Perturbation.flipped(given(mask), draw.seed());
            case PERTURBED_SAME_DENSITY -> Perturbation.swapped(given(mask), draw.seed());
        };
    }

    private static Mask round(Draw draw, PrunableWeights scores, Optional<Mask> mask) {
        var before = mask.orElseGet(() -> Mask.dense(scores.layout()));
        return GlobalMagnitude.prune(scores, before, PruningCount.removed(before.kept(), draw.rate()));
    }

    private static Mask given(Optional<Mask> mask) {
        return mask.orElseThrow(() -> new IllegalArgumentException("there is no mask to derive another from"));
    }
}
