package dev.tombola.benchmarks.load;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.WeightFile;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * What trainers claim instead of training. A transfer's network is recorded once for each task: its weights are zero, which
 * no mask can object to. What chains are pruned by is another for every run, so that masks differ as they do in earnest.
 */
final class Recordings {
    /** The data set that searches name. */
    static final String IMAGES = "mnist";

    private static final Fingerprint FINGERPRINT = new Fingerprint("recorded", "none", 1, "float32");

    private final Blobs blobs;
    private final Samples samples;
    private final Digest images;
    private final Map<String, Recording> byTask = new ConcurrentHashMap<>();

    /** A network for a task, and the objects that a claim on it names. */
    private record Recording(Network network, ObjectRef weights, ObjectRef onnx, ObjectRef predictions, int images) {}

    private Recordings(Blobs blobs, Samples samples, Digest images) {
        this.blobs = blobs;
        this.samples = samples;
        this.images = images;
    }

    /** Puts a small data set of noise into the store; the rest follows as it is asked for. */
    static Recordings in(ObjectStore store, Path scratch) {
        var samples = new Samples(DataSets.named(IMAGES), noise(100), noise(60));
        var images = new DataSetCatalogue(store).publish(samples, scratch).digest();
        return new Recordings(new Blobs(store), samples, images);
    }

    /** Of the data set. */
    Digest images() {
        return images;
    }

    /** Whether others wait for the run: {@link Shape} trains those by epochs, and transfers by steps. */
    static boolean isCritical(RequestedRun run) {
        return run.spec().recipe().epochs() != null;
    }

    /** The result of a run, as a trainer of that name would claim it. */
    RunResult of(RequestedRun run, String trainer, String attempt) {
        var spec = run.spec();
        var recording = byTask.computeIfAbsent(spec.task(), task -> record(run));
        var names =
                recording.network().parameters().stream().map(Parameter::name).toList();
        return new RunResult(
                spec,
                List.of(new EpochMetrics(1, 16, 2.3, isCritical(run) ? Double.valueOf(0.5) : null)),
                1,
                new Metric("top-1", 1, Metric.Direction.HIGHER_IS_BETTER, recording.images(), recording.predictions()),
                1,
                isCritical(run)
                        ? blobs.write(WeightFile.write(trained(run, recording.network()), Map.of()))
                        : recording.weights(),
                recording.weights(),
                recording.onnx(),
                Map.of(),
                FINGERPRINT,
                new Provenance(
                        trainer,
                        "nowhere",
                        "cpu",
                        Instant.EPOCH,
                        0,
                        names.subList(0, names.size() - 2),
                        names.subList(names.size() - 2, names.size()),
                        List.of(),
                        List.of(new Stretch(attempt, trainer, 0, 16, 0, FINGERPRINT))));
    }

    private Recording record(RequestedRun run) {
        var task = TaskName.parse(run.spec().task());
        var shape = task.dataSet().shape();
        var network = Architectures.network(run.spec().network(), shape.channels(), task.classCount());
        var zero = Weights.of(network.parameters(), parameter -> new float[parameter.size()]);
        var test = Splits.of(samples, task).test();
        return new Recording(
                network,
                blobs.write(WeightFile.write(zero, Map.of())),
                blobs.write(OnnxEmitter.emit(
                        network,
                        zero,
                        shape.height(),
                        shape.width(),
                        task.dataSet().normalisation())),
                blobs.write(Predictions.of(test.labels()).encode()),
                test.size());
    }

    private Weights trained(RequestedRun run, Network network) {
        var random = new SplittableRandom(run.id().hashCode());
        var weights = Weights.of(network.parameters(), parameter -> {
            var values = new float[parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            return values;
        });
        if (run.mask() != null) {
            var mask = MaskBlob.inflate(blobs.read(run.mask()), Architectures.layout(network));
            int begin = 0;
            for (var tensor : mask.layout().tensors()) {
                float[] values = weights.values(tensor.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] = mask.keeps(begin + i) ? values[i] : 0;
                }
                begin += values.length;
            }
        }
        return weights;
    }

    private static ImageSet noise(int count) {
        var shape = DataSets.named(IMAGES).shape();
        var pixels = new byte[count * shape.height() * shape.width()];
        new SplittableRandom(count).nextBytes(pixels);
        return ImageSet.of(
                shape,
                10,
                MemorySegment.ofArray(pixels),
                IntStream.range(0, count).map(i -> i % 10).toArray());
    }
}
