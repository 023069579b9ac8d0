package dev.tombola.trainer.run;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.djl.training.CancelledException;
import dev.tombola.vision.djl.training.DivergedException;
import dev.tombola.vision.network.Network;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From a request to its end: a result, or what it means for the run that there is none. */
public final class TrainRun implements dev.tombola.trainer.RunTraining {
    private static final Logger LOG = Logger.getLogger(TrainRun.class);

    private final Stores stores;
    private final TrainingCourse course;

    /**
     * Ready to train.
     *
     * @param checkpointInterval between two checkpoints of a run
     * @param beside stores checkpoints while training goes on
     */
    public TrainRun(
            TrainerIdentity trainer,
            Stores stores,
            Engine engine,
            Consumer<TrainingProgressed> progress,
            Duration checkpointInterval,
            Executor beside,
            Timepiece time) {
        this.stores = stores;
        this.course = new TrainingCourse(trainer, stores, engine, progress, checkpointInterval, beside, time);
    }

    /**
     * What a run reads and writes.
     *
     * @param cache where data sets are kept on this machine
     */
    public record Stores(
            Blobs blobs,
            Results results,
            Checkpoints checkpoints,
            AttemptTally attempts,
            DataSetCatalogue catalogue,
            Path cache) {}

    @Override
    public AttemptEnd train(TrainingRequested request, String attempt, Cancellation cancellation) {
        var run = request.run();
        try {
            var known = stores.results().find(run.id());
            if (known.isPresent()) {
                LOG.infof("run %s was trained before", run.id().brief());
                return new AttemptEnd.Trained(known.get());
            }
            return attempt(run, attempt, cancellation);
        } catch (StoreException | UncheckedIOException e) {
            return new AttemptEnd.Postponed(String.valueOf(e.getMessage()));
        }
    }

    private AttemptEnd attempt(RequestedRun run, String name, Cancellation cancellation) {
        Network network;
        try {
            network = Prepared.network(run);
        } catch (IllegalArgumentException e) {
            return failed(null, e, true); // no trainer will ever make sense of it
        }
        AttemptTally.@Nullable Begun begun = null;
        try {
            var from = stores.checkpoints().latest(run, network);
            int done = from.map(found -> found.checkpoint().step()).orElse(0);
            begun = stores.attempts().begin(run.id(), name, done);
            if (begun.isBeyondTheLast()) {
                String reason = "%d attempts died without a word".formatted(begun.number() - 1);
                begun.failed(reason);
                return new AttemptEnd.Failed(reason, true, begun.number());
            }
            return new AttemptEnd.Trained(course.train(run, network, name, from, cancellation));
        } catch (CancelledException e) {
            LOG.infof("run %s: %s", run.id().brief(), e.getMessage());
            stopped(begun);
            return new AttemptEnd.Stopped();
        } catch (WrongMaskException e) {
            stopped(begun);
            return new AttemptEnd.Refused(String.valueOf(e.getMessage()));
        } catch (DivergedException | OversizedObjectException e) {
            return failed(begun, e, true);
        } catch (MissingObjectException | AlteredObjectException | MissingDataSetException e) {
            return failed(begun, e, false); // somebody may mend the bucket meanwhile
        } catch (StoreException | UncheckedIOException e) { // of the bucket, or of this machine's disk: not of the run
            stopped(begun);
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "run %s", run.id().brief());
            return failed(begun, e, false);
        }
    }

    private static AttemptEnd failed(AttemptTally.@Nullable Begun begun, RuntimeException fault, boolean hopeless) {
        String reason = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        if (begun == null) {
            return new AttemptEnd.Failed(reason, hopeless, 1);
        }
        begun.failed(reason);
        return new AttemptEnd.Failed(reason, hopeless || begun.isLast(), begun.number());
    }

    private static void stopped(AttemptTally.@Nullable Begun begun) {
        if (begun != null) {
            begun.stopped();
        }
    }
}
