package dev.tombola.evaluator;

import dev.tombola.ticket.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What meets a passing fault, of the store or of this machine's disk, is done again after a pause, while others have their
 * turn.
 */
final class PatientBench {
    private static final Logger LOG = Logger.getLogger(PatientBench.class);

    private final Bench bench;
    private final Duration pause;
    private final Consumer<Throwable> end;

    /**
     * Adds patience to a bench.
     *
     * @param end told of everything else that work can throw: nobody would ever hear of it otherwise
     */
    PatientBench(Bench bench, Duration pause, Consumer<Throwable> end) {
        this.bench = bench;
        this.pause = pause;
        this.end = end;
    }

    /**
     * Does some work, soon and, where it meets passing faults, repeatedly.
     *
     * @param what it is about, for the log
     */
    void execute(String what, Runnable work) {
        bench.later(Duration.ZERO, () -> attempt(what, work));
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreException | UncheckedIOException e) {
            if (bench.later(pause, () -> attempt(what, work))) {
                LOG.errorf("%s cannot go on, trying again in %d s: %s", what, pause.toSeconds(), e.getMessage());
            }
        } catch (Throwable e) {
            end.accept(e);
        }
    }
}
