package dev.tombola.ticket.search;

import dev.tombola.ticket.store.ObjectRef;

/** How a run ended, as far as planning goes. */
public sealed interface RunEnd {
    /**
     * It trained.
     *
     * @param last the weights after its last step, which chains prune
     */
    record Trained(ObjectRef last) implements RunEnd {}

    /** It was given up, and why. */
    record Failed(String reason) implements RunEnd {}
}
