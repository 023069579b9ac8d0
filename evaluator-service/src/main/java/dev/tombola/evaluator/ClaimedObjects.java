package dev.tombola.evaluator;

import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.SizeLimit;
import java.util.HashMap;
import java.util.Map;

/** The objects that one claim names, each read at most once: the best weights are mostly the last ones, and models large. */
final class ClaimedObjects {
    private final Blobs blobs;
    private final Map<ObjectRef, byte[]> known = new HashMap<>();

    ClaimedObjects(Blobs blobs) {
        this.blobs = blobs;
    }

    byte[] read(ObjectRef ref, SizeLimit limit) {
        limit.require(ref.key(), ref.size());
        return known.computeIfAbsent(ref, blobs::read);
    }
}
