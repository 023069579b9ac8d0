package dev.tombola.ticket.event;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.store.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mask exists. Topic {@code ticket-drawn}, key: search/chain/level.
 *
 * @param mask its bits are zlib-compressed; packed with the first weight in the lowest bit, tensors in the order listed
 * @param chain with the last level of a chain whose masks are nested: a mask file with all that it drew (docs/mask-file.md)
 * @param rewind what {@code weights} are
 * @param weights that the ticket rewinds to; absent for a random initialisation
 */
public record TicketDrawn(
        TicketId ticket,
        Criterion criterion,
        Sparsity sparsity,
        StoredMask mask,
        @Nullable ObjectRef chain,
        RewindPoint rewind,
        @Nullable ObjectRef weights,
        List<Layer> layers) {
    public TicketDrawn {
        layers = layers == null ? List.of() : List.copyOf(layers);
    }

    /** Of a level that others follow, or of a chain that makes its masks from another's. */
    public TicketDrawn(
            TicketId ticket,
            Criterion criterion,
            Sparsity sparsity,
            StoredMask mask,
            RewindPoint rewind,
            @Nullable ObjectRef weights,
            List<Layer> layers) {
        this(ticket, criterion, sparsity, mask, null, rewind, weights, layers);
    }

    /** How many weights one tensor keeps. */
    public record Layer(MaskLayout.Tensor tensor, int kept) {}
}
