package dev.tombola.trainer.run;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.djl.training.CancelledException;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.djl.training.DivergedException;
import dev.tombola.vision.network.Network;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From a request to a result in the store: fetches what the spec names, trains, and stores what came of it. */
public final class TrainRun implements dev.tombola.trainer.RunTraining {
    private static final Logger LOG = Logger.getLogger(TrainRun.class);

    private final TrainerIdentity trainer;
    private final Stores stores;
    private final Engine engine;
    private final Consumer<TrainingProgressed> progress;
    private final Duration checkpointInterval;
    private final Executor beside;
    private final Timepiece time;

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
        this.trainer = trainer;
        this.stores = stores;
        this.engine = engine;
        this.progress = progress;
        this.checkpointInterval = checkpointInterval;
        this.beside = beside;
        this.time = time;
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
            return new AttemptEnd.Trained(train(run, network, name, from, cancellation));
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

    private RunResult train(
            RequestedRun run,
            Network network,
            String attempt,
            Optional<Checkpoints.Found> from,
            Cancellation cancellation) {
        var id = run.id();
        var begun = time.now();
        var fingerprint = stores.results().fingerprint();
        try (var prepared = Prepared.of(run, network, stores.blobs(), stores.catalogue(), stores.cache())) {
            LOG.infof(
                    "run %s: %s, seed %d%s",
                    id.brief(), run.spec().task(), run.spec().seed(), whence(from));
            var before = from.map(found -> found.saved().stretches()).orElse(List.of());
            var way = new RunProgress(id, trainer.name(), attempt, before, progress, time);
            var saving = new Saving(
                    cancellation,
                    checkpointInterval,
                    step -> way.stretches(step, fingerprint),
                    (checkpoint, stretches) -> save(id, checkpoint, stretches, cancellation),
                    beside,
                    time);
            try {
                var trained = engine.run(
                        prepared.assignment(),
                        from.map(Checkpoints.Found::checkpoint).orElse(null),
                        way,
                        saving);
                var provenance = provenance(prepared, begun, way.stretches(trained.steps(), fingerprint));
                var result = new Patience(time, cancellation::isRequested)
                        .get(() -> stores.results().store(run.spec(), prepared.assignment(), trained, provenance));
                saving.end();
                stores.checkpoints().discard(id);
                LOG.infof("run %s: %.1f %%", id.brief(), 100 * trained.test().value());
                return result;
            } finally {
                saving.end();
            }
        }
    }

    /**
     * Unless another has finished the run. A trainer that stood still is not always told so: Kafka takes an answer to what
     * lies before the beginning of its queue without a complaint, a renewal too.
     */
    private void save(RunId run, Checkpoint checkpoint, List<Stretch> stretches, Cancellation cancellation) {
        if (stores.results().find(run).isPresent()) {
            LOG.infof("run %s: another has finished it", run.brief());
            cancellation.abandon();
            stores.checkpoints().discard(run);
        } else {
            stores.checkpoints().save(run, checkpoint, stretches);
        }
    }

    private static String whence(Optional<Checkpoints.Found> from) {
        return from.map(found -> ", from step " + found.checkpoint().step()).orElse("");
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

    private Provenance provenance(Prepared prepared, Instant begun, List<Stretch> stretches) {
        var initial = prepared.initial();
        var mask = prepared.assignment().mask();
        return new Provenance(
                trainer.name(),
                trainer.host(),
                trainer.device(),
                begun,
                stretches.stream().mapToDouble(Stretch::seconds).sum(),
                initial.loaded(),
                initial.fresh(),
                initial.dropped(),
                mask == null
                        ? List.of()
                        : mask.layout().tensors().stream()
                                .map(MaskLayout.Tensor::name)
                                .toList(),
                stretches);
    }
}
