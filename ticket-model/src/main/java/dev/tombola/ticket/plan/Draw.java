package dev.tombola.ticket.plan;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.store.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines a mask.
 *
 * @param rate fraction of the remaining weights per round
 * @param seed of random choices, and of θ_0 where there are no weights
 * @param weights what training made of {@code rewindsTo}, a round or a step of it; these themselves for the first level of a
 *     chain that prunes before it trains; absent where the criterion does not look at weights, or for θ_0
 * @param rewindsTo the weights that make the mask a ticket; absent for θ_0
 * @param mask what is pruned or shuffled; absent for the dense network
 */
public record Draw(
        ChainLevel place,
        Criterion criterion,
        double rate,
        long seed,
        @Nullable ObjectRef weights,
        @Nullable ObjectRef rewindsTo,
        @Nullable StoredMask mask) {}
