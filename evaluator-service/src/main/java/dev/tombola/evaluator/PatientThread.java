package dev.tombola.evaluator;

import dev.tombola.ticket.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One thread that does one thing after the other. What meets a passing fault, of the store or of this machine's disk, is
 * done again after a pause, while others have their turn.
 */
final class PatientThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PatientThread.class);

    /**
     * In bytes. ONNX Runtime 1.29 ends the process without a word, and without anything that Java could catch, where the
     * thread that calls it has less than about a megabyte of stack left; one is all that a thread gets unasked. Only what
     * is used of it takes memory.
     */
    private static final long STACK = 16L << 20;

    private final ScheduledExecutorService thread;
    private final Duration pause;
    private final Consumer<Throwable> end;

    /**
     * Starts idle.
     *
     * @param end told of everything else that work can throw: nobody would ever hear of it otherwise
     */
    PatientThread(String name, Duration pause, Consumer<Throwable> end) {
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).stackSize(STACK).factory());
        this.pause = pause;
        this.end = end;
    }

    /**
     * Does some work, soon and, where it meets passing faults, repeatedly.
     *
     * @param what it is about, for the log
     */
    void execute(String what, Runnable work) {
        later(Duration.ZERO, () -> attempt(what, work));
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreException | UncheckedIOException e) {
            if (!thread.isShutdown()) {
                LOG.errorf("%s cannot go on, trying again in %d s: %s", what, pause.toSeconds(), e.getMessage());
                later(pause, () -> attempt(what, work));
            }
        } catch (Throwable e) {
            end.accept(e);
        }
    }

    private void later(Duration delay, Runnable work) {
        try {
            var _ = thread.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("nothing is begun any more: %s", e.getMessage());
        }
    }

    /** Interrupts what is being done, and begins nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
