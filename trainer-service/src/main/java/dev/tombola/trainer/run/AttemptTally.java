package dev.tombola.trainer.run;

import dev.tombola.ticket.run.AttemptBegun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Counts tries at a run where a crash cannot reach the count. Kafka's own count of deliveries begins anew whenever a broker
 * takes over (platform notes 1.2, point 6).
 */
public final class AttemptTally {
    private static final Logger LOG = Logger.getLogger(AttemptTally.class);

    private final ObjectStore store;
    private final TrainerIdentity trainer;
    private final int most;
    private final InstantSource clock;

    /**
     * Kept in this store.
     *
     * @param most how often a run may fail, or die, at one place
     */
    public AttemptTally(ObjectStore store, TrainerIdentity trainer, int most, InstantSource clock) {
        this.store = store;
        this.trainer = trainer;
        this.most = most;
        this.clock = clock;
    }

    /** A try that has begun. */
    public final class Begun {
        private final AttemptBegun attempt;
        private final int number;

        private Begun(AttemptBegun attempt, int number) {
            this.attempt = attempt;
            this.number = number;
        }

        /** Which try without progress this is, from 1. */
        public int number() {
            return number;
        }

        /** Whether no other may follow if this one fails. */
        public boolean isLast() {
            return number >= most;
        }

        /** Whether so many died before it that it must not begin. */
        public boolean isBeyondTheLast() {
            return number > most;
        }

        /** It failed, and counts. */
        public void failed(String reason) {
            attempt(
                    "note that it failed",
                    () -> write(new AttemptBegun(
                            attempt.run(),
                            attempt.attempt(),
                            attempt.trainer(),
                            attempt.host(),
                            attempt.startedAt(),
                            attempt.from(),
                            reason)));
        }

        /** It was stopped for no fault of its own, and does not count. */
        public void stopped() {
            attempt("note that it was stopped", () -> store.delete(key(attempt)));
        }

        /** Where the store is away now, the try counts: that is on the safe side. */
        private void attempt(String what, Runnable write) {
            try {
                write.run();
            } catch (StoreException e) {
                LOG.warnf("attempt %s: cannot %s: %s", attempt.attempt(), what, e.getMessage());
            }
        }
    }

    /**
     * Notes that a try begins.
     *
     * @param from steps that a checkpoint spares it: tries that had the same one made no progress
     */
    public Begun begin(RunId run, String name, int from) {
        var attempt = new AttemptBegun(run, name, trainer.name(), trainer.host(), clock.instant(), from, null);
        write(attempt);
        return new Begun(attempt, store.list(prefix(run, from)).size());
    }

    private void write(AttemptBegun attempt) {
        store.write(key(attempt), Json.writePretty(attempt).getBytes(StandardCharsets.UTF_8));
    }

    private static String key(AttemptBegun attempt) {
        return prefix(attempt.run(), attempt.from()) + attempt.attempt() + ".json";
    }

    private static String prefix(RunId run, int from) {
        return "runs/" + run + "/attempts/" + from + "/";
    }
}
