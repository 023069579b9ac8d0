package dev.tombola.ticket.run;

import dev.tombola.ticket.event.TrainingEnded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A try at a run, as the bucket keeps it: {@code runs/<id>/attempts/<from>/<attempt>.json}. Those with one {@code from} made
 * no progress; one that was stopped in good order is removed.
 *
 * @param attempt as in {@link TrainingEnded}
 * @param from steps that were done before it
 * @param failure why it failed; absent while it runs, and for ever where its process died
 */
public record AttemptBegun(
        RunId run,
        String attempt,
        String trainer,
        String host,
        Instant startedAt,
        int from,
        @Nullable String failure) {}
