package dev.tombola.trainer.run;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.tensor.MaskBlob;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.Provenance;
import dev.tombola.ticket.event.RunResult;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.search.RequestedRun;
import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.trainer.Attempt;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.CancelledException;
import dev.tombola.vision.djl.training.DivergedException;
import dev.tombola.vision.djl.training.InitialWeights;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.network.Network;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From a request to a result in the store: fetches what the spec names, trains, and stores what came of it. */
public final class TrainRun implements dev.tombola.trainer.Training {
    private static final Logger LOG = Logger.getLogger(TrainRun.class);

    private final Trainer trainer;
    private final Blobs blobs;
    private final Results results;
    private final DataSetCatalogue catalogue;
    private final Path cache;
    private final Training training;
    private final Consumer<TrainingProgressed> progress;

    /**
     * Ready to train.
     *
     * @param cache where data sets are kept on this machine
     */
    public TrainRun(
            Trainer trainer,
            Blobs blobs,
            Results results,
            DataSetCatalogue catalogue,
            Path cache,
            Training training,
            Consumer<TrainingProgressed> progress) {
        this.trainer = trainer;
        this.blobs = blobs;
        this.results = results;
        this.catalogue = catalogue;
        this.cache = cache;
        this.training = training;
        this.progress = progress;
    }

    @Override
    public Attempt train(TrainingRequested task, Cancellation cancellation) {
        var run = task.run();
        try {
            var known = results.find(run.id());
            if (known.isPresent()) {
                LOG.infof("run %s was trained before", run.id().brief());
                return new Attempt.Trained(known.get());
            }
            return new Attempt.Trained(train(run, cancellation));
        } catch (CancelledException e) {
            LOG.infof("run %s: %s", run.id().brief(), e.getMessage());
            return new Attempt.Stopped();
        } catch (DivergedException | MissingObjectException | AlteredObjectException | IllegalArgumentException e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private RunResult train(RequestedRun run, Cancellation cancellation) {
        var spec = run.spec();
        var begun = Instant.now();
        var task = TaskName.parse(spec.task());
        var dataSet = task.dataSet();
        try (var stored = catalogue.fetch(dataSet.name(), spec.dataset(), cache)) {
            var splits = Splits.of(stored.samples(), task);
            var network =
                    Architectures.network(spec.network(), splits.train().shape().channels(), task.classCount());
            var imported = Optional.ofNullable(run.weights()).map(blobs::read).map(ImportedWeights::read);
            var initial = InitialWeights.assemble(
                    network,
                    imported.map(ImportedWeights::tensors).orElse(Map.of()),
                    spec.fresh(),
                    spec.initialSeed(),
                    spec.seed());
            var assignment = new Assignment(
                    network,
                    initial.weights(),
                    mask(run, network),
                    spec.recipe(),
                    splits,
                    dataSet.augmentation(),
                    imported.flatMap(ImportedWeights::normalisation).orElse(dataSet.normalisation()),
                    spec.seed(),
                    spec.keepEpochs());
            LOG.infof("run %s: %s, seed %d", run.id().brief(), spec.task(), spec.seed());
            var trained = training.run(
                    assignment, new RunProgress(run.id(), trainer.name(), progress), cancellation::isRequested);
            return results.store(spec, assignment, trained, provenance(initial, begun, trained.seconds()));
        }
    }

    private @Nullable Mask mask(RequestedRun run, Network network) {
        return run.mask() == null ? null : MaskBlob.inflate(blobs.read(run.mask()), Architectures.layout(network));
    }

    private Provenance provenance(InitialWeights initial, Instant begun, double seconds) {
        return new Provenance(
                trainer.name(),
                trainer.host(),
                trainer.device(),
                begun,
                seconds,
                initial.loaded(),
                initial.fresh(),
                initial.dropped());
    }
}
