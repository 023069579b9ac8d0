package dev.tombola.ticket.run;

import dev.tombola.ticket.store.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** How a run ended, as far as planning goes. */
public sealed interface RunEnd {
    /**
     * It trained.
     *
     * @param last the weights after its last step, which chains prune
     * @param kept those after some epochs, where the run was asked to keep them
     * @param state what it left beside its weights; none of a classification
     */
    record Trained(ObjectRef last, Map<Integer, ObjectRef> kept, Optional<ObjectRef> state) implements RunEnd {
        public Trained {
            kept = Map.copyOf(kept);
        }

        /** Where no epoch was asked for. */
        public Trained(ObjectRef last) {
            this(last, Map.of());
        }

        /** Of a classification. */
        public Trained(ObjectRef last, Map<Integer, ObjectRef> kept) {
            this(last, kept, Optional.empty());
        }
    }

    /** It was given up, and why. */
    record Failed(String reason) implements RunEnd {}
}
