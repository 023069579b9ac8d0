package dev.tombola.trainer.run;

import dev.tombola.store.network.WeightFile;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.Trained;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Results in the store: {@code runs/<id>/result.json}, written last, and the objects that it names. */
public final class Results {
    private static final Logger LOG = Logger.getLogger(Results.class);

    private final ObjectStore store;
    private final Blobs blobs;
    private final Fingerprint fingerprint;
    private final Scratch scratch;

    /**
     * Kept in this store, of trainers of one fingerprint.
     *
     * @param scratch where a state lies while it is written
     */
    public Results(ObjectStore store, Fingerprint fingerprint, Path scratch) {
        this.store = store;
        this.blobs = new Blobs(store);
        this.fingerprint = fingerprint;
        this.scratch = new Scratch(scratch);
    }

    /** Of this trainer. */
    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The result of a run that was finished before, by whomever. */
    public Optional<RunResult> find(RunId run) {
        try {
            return Optional.of(Json.read(store.read(key(run), SizeLimit.DOCUMENT), RunResult.class))
                    .filter(result -> stands(run, result));
        } catch (InvalidDocumentException | OversizedObjectException e) {
            LOG.warnf("%s is no result: %s", key(run), e.getMessage());
            return Optional.empty();
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** A claim on it would be refused otherwise. */
    private boolean stands(RunId run, RunResult result) {
        var objects = Stream.concat(
                Stream.of(
                        result.last(),
                        result.best(),
                        result.onnx(),
                        result.test().predictions()),
                Stream.concat(result.kept().values().stream(), Stream.ofNullable(result.state())));
        return result.spec().id().equals(run) && objects.distinct().allMatch(blobs::verify);
    }

    /** Stores everything that is to be kept of a run, the result itself last. */
    public RunResult store(RunSpec spec, Assignment assignment, Trained trained, Provenance provenance) {
        var kept = new HashMap<Integer, ObjectRef>();
        trained.kept().forEach((epoch, weights) -> kept.put(epoch, write(weights)));
        var image = assignment.splits().train().shape();
        var judging = trained.measured().getFirst();
        byte[] onnx = OnnxEmitter.emit(
                assignment.network(),
                trained.best(),
                image.height(),
                image.width(),
                assignment.normalisation(),
                judging.measure().ofFeatures());
        var result = new RunResult(
                spec,
                trained.epochs(),
                trained.chosenEpoch(),
                new Metric(
                        judging.measure().written(),
                        judging.accuracy().value(),
                        Metric.Direction.HIGHER_IS_BETTER,
                        judging.accuracy().images(),
                        blobs.write(judging.predictions().encode())),
                remaining(assignment, trained.last()),
                write(trained.last()),
                write(trained.best()),
                blobs.write(onnx),
                kept,
                state(spec, assignment, trained),
                trained.measured().stream()
                        .skip(1)
                        .collect(Collectors.toMap(
                                beside -> beside.measure().written(),
                                beside -> beside.accuracy().value())),
                fingerprint,
                provenance);
        store.write(key(spec.id()), Json.writePretty(result).getBytes(StandardCharsets.UTF_8));
        return result;
    }

    /** Classifiers' rounds hand on nothing. Never in memory: it is three times as large as the weights. */
    private @Nullable ObjectRef state(RunSpec spec, Assignment assignment, Trained trained) {
        if (spec.recipe().classifies()) {
            return null;
        }
        var file = scratch.file();
        try {
            StateFile.write(file, assignment.network(), trained.last(), trained.state());
            return blobs.write(file);
        } finally {
            scratch.delete(file);
        }
    }

    private ObjectRef write(Weights weights) {
        return blobs.write(WeightFile.write(weights, Map.of()));
    }

    private static double remaining(Assignment assignment, Weights weights) {
        long alive = 0;
        long all = 0;
        for (var parameter : assignment.network().prunable()) {
            for (float value : weights.values(parameter.name())) {
                alive += value == 0 ? 0 : 1;
            }
            all += parameter.size();
        }
        return (double) alive / all;
    }

    private static String key(RunId run) {
        return "runs/" + run + "/result.json";
    }
}
