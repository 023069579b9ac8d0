package dev.tombola.ticket.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.tombola.ticket.search.Resume;
import dev.tombola.ticket.store.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * All that a trainer needs: the spec, its name, and where the objects lie whose digests the spec has.
 *
 * @param weights the safetensors to start from; absent for a random initialisation
 * @param mask the level's bits; absent for the dense network
 * @param state what the run before left beside its weights, where the spec takes some of it over
 * @param resume whose checkpoints it may go on from; absent for those of the trainer's own numeric fingerprint
 */
public record RequestedRun(
        RunId id,
        RunSpec spec,
        @Nullable ObjectRef weights,
        @Nullable ObjectRef mask,
        @Nullable ObjectRef state,
        @Nullable Resume resume) {
    /** That takes nothing over from another run. */
    public RequestedRun(
            RunId id, RunSpec spec, @Nullable ObjectRef weights, @Nullable ObjectRef mask, @Nullable Resume resume) {
        this(id, spec, weights, mask, null, resume);
    }

    @JsonCreator
    public RequestedRun {}
}
