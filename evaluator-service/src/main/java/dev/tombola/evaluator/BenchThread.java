package dev.tombola.evaluator;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A bench that is one thread. */
final class BenchThread implements Bench, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BenchThread.class);

    /**
     * In bytes. ONNX Runtime 1.29 ends the process without a word, and without anything that Java could catch, where the
     * thread that calls it has less than about a megabyte of stack left; one is all that a thread gets unasked. Only what
     * is used of it takes memory.
     */
    private static final long STACK = 16L << 20;

    private final ScheduledExecutorService thread;

    /** Starts idle. */
    BenchThread(String name) {
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).stackSize(STACK).factory());
    }

    @Override
    public boolean later(Duration pause, Runnable work) {
        try {
            var _ = thread.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debugf("nothing is begun any more: %s", e.getMessage());
            return false;
        }
    }

    /** Interrupts what is being done, and begins nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
