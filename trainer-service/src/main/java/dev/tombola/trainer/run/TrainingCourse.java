package dev.tombola.trainer.run;

import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.djl.training.Checkpoint;
import dev.tombola.vision.network.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** What a run consists of: fetches what the spec names, trains from a checkpoint on, and stores what came of it. */
final class TrainingCourse {
    private static final Logger LOG = Logger.getLogger(TrainingCourse.class);

    private final TrainerIdentity trainer;
    private final TrainRun.Stores stores;
    private final Engine engine;
    private final Consumer<TrainingProgressed> progress;
    private final Duration checkpointInterval;
    private final Executor beside;
    private final Timepiece time;

    TrainingCourse(
            TrainerIdentity trainer,
            TrainRun.Stores stores,
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

    RunResult train(
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
                var judged = trained.measured().getFirst();
                LOG.infof(
                        "run %s: %s %.1f %%",
                        id.brief(),
                        judged.measure().written(),
                        100 * judged.accuracy().value());
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
