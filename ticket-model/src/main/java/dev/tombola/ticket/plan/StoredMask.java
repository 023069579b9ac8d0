package dev.tombola.ticket.plan;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;

/**
 * A level's mask, as it was stored.
 *
 * @param digest of the bits: the mask's identity
 * @param object where the compressed bits lie
 * @param kept how many weights survive, of {@code total} prunable ones
 */
public record StoredMask(Digest digest, ObjectRef object, int kept, int total) {
    public Sparsity sparsity() {
        return Sparsity.of(kept, total);
    }
}
