package dev.tombola.ticket.event;

import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has to train this. Topic {@code training-requested}, key: the run; a queue, read by a share group.
 *
 * @param ask how often the run has been asked for, from 1: more than once after a withdrawal or when a request was lost
 */
public record TrainingRequested(RequestedRun run, int ask) {
    /** No run is ever asked for so often: a number beyond would leave none for the next request. */
    public static final int MOST_ASKS = 1_000_000;

    public TrainingRequested {
        requireAsk(ask);
        if (run != null) {
            require(run.id().equals(run.spec().id()), "run.id: " + run.id() + " is not the name of its spec");
            require(
                    Objects.equals(digest(run.weights()), run.spec().weights()),
                    "run.weights: are not those that its spec names");
            require(
                    (run.mask() == null) == (run.spec().mask() == null),
                    "run.mask: has to be there if and only if its spec names one");
            var inherited = run.spec().inherited();
            require(
                    Objects.equals(digest(run.state()), inherited == null ? null : inherited.state()),
                    "run.state: is not what its spec takes over");
        }
    }

    static void requireAsk(int ask) {
        require(ask >= 1 && ask <= MOST_ASKS, "ask: %d is not in [1, %d]".formatted(ask, MOST_ASKS));
    }

    private static @Nullable Object digest(@Nullable ObjectRef object) {
        return object == null ? null : object.digest();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
