package dev.tombola.ticket.run;

import dev.tombola.ticket.store.ObjectRef;
import java.util.List;

/**
 * A checkpoint in the bucket: {@code runs/<id>/checkpoints/<step>-<fingerprint>/checkpoint.json}, which is written when the
 * {@code state.safetensors} beside it is whole.
 *
 * @param step steps done
 * @param fingerprint of the trainer that wrote it
 * @param stretches how the run came here
 * @param state digest and size of the state
 */
public record SavedCheckpoint(RunId run, int step, Fingerprint fingerprint, List<Stretch> stretches, ObjectRef state) {
    public SavedCheckpoint {
        stretches = stretches == null ? List.of() : List.copyOf(stretches);
    }
}
