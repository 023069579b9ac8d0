package dev.tombola.trainer.run;

import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.djl.training.RunControl;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/** Has a run saved from time to time, while it goes on, and at the end when it is stopped. */
final class Saving implements RunControl {
    private static final Logger LOG = Logger.getLogger(Saving.class);

    private final Cancellation cancellation;
    private final long interval;
    private final IntFunction<List<Stretch>> stretches;
    private final BiConsumer<Checkpoint, List<Stretch>> sink;
    private final Executor beside;
    private CompletableFuture<Void> upload = CompletableFuture.completedFuture(null);
    private final Timepiece time;
    private long saved;

    /**
     * For one run.
     *
     * @param interval between the end of one upload and the beginning of the next
     * @param stretches how the run came to a step
     * @param sink stores a checkpoint
     * @param beside runs the sink while training goes on
     */
    Saving(
            Cancellation cancellation,
            Duration interval,
            IntFunction<List<Stretch>> stretches,
            BiConsumer<Checkpoint, List<Stretch>> sink,
            Executor beside,
            Timepiece time) {
        this.cancellation = cancellation;
        this.interval = interval.toNanos();
        this.stretches = stretches;
        this.sink = sink;
        this.beside = beside;
        this.time = time;
        this.saved = time.nanos();
    }

    @Override
    public Order order() {
        if (cancellation.isAbandoned()) {
            return Order.STOP;
        }
        if (cancellation.isRequested()) {
            return Order.SAVE_AND_STOP;
        }
        return upload.isDone() && time.nanos() - saved >= interval ? Order.SAVE : Order.GO_ON;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        var way = stretches.apply(checkpoint.step());
        if (cancellation.isRequested()) {
            end();
            store(checkpoint, way);
        } else {
            upload = CompletableFuture.runAsync(() -> store(checkpoint, way), beside);
        }
    }

    /** Waits for an upload, which would otherwise write what nobody needs any more. */
    void end() {
        upload.join();
    }

    /** A run that cannot be saved now is still worth training. */
    private void store(Checkpoint checkpoint, List<Stretch> way) {
        try {
            sink.accept(checkpoint, way);
        } catch (StoreException | UncheckedIOException e) {
            LOG.warnf("checkpoint after step %d was not saved: %s", checkpoint.step(), e.getMessage());
        } finally {
            saved = time.nanos();
        }
    }
}
