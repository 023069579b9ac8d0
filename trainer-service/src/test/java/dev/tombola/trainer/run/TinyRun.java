package dev.tombola.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.wire.Json;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.random.Randomness;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A run of ten steps of a small network on noise, and trainers for it that share nothing but the store. */
final class TinyRun {
    static final int STEPS = 10;
    static final int ATTEMPTS = 3;
    static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    static final TrainerIdentity TRAINER = new TrainerIdentity("trainer-1", "here", "cpu");
    static final Fingerprint HERE = new Fingerprint("engine", "processor", 1, "float32");
    static final Fingerprint ELSEWHERE = new Fingerprint("engine", "another processor", 1, "float32");

    final InMemoryObjectStore store = new InMemoryObjectStore();
    final List<TrainingProgressed> progress = new ArrayList<>();
    private final Path cache;

    /** What is asked for; a test may ask for something else. */
    RequestedRun run;

    /** Told of every step. */
    Consumer<Integer> listener = _ -> {};

    TinyRun(Path cache) {
        this.cache = cache;
        this.run = run(publish(store), 0.05);
    }

    TrainingRequested request() {
        return new TrainingRequested(run, 1);
    }

    TrainRun trainer(Fingerprint fingerprint) {
        listener = _ -> {};
        return trainer(fingerprint, Duration.ZERO, step -> listener.accept(step));
    }

    TrainRun trainer(Fingerprint fingerprint, Duration interval, Consumer<Integer> steps) {
        return trainer(fingerprint, interval, steps, store);
    }

    TrainRun trainer(Fingerprint fingerprint, Duration interval, Consumer<Integer> steps, ObjectStore bucket) {
        return trainer(fingerprint, interval, steps, bucket, cache);
    }

    TrainRun trainer(
            Fingerprint fingerprint, Duration interval, Consumer<Integer> steps, ObjectStore bucket, Path disk) {
        return trainer(stores(fingerprint, bucket, disk), interval, steps);
    }

    TrainRun trainer(TrainRun.Stores stores, Duration interval, Consumer<Integer> steps) {
        return new TrainRun(
                TRAINER,
                stores,
                new Training(ENGINE, Duration.ZERO)::run,
                said -> {
                    progress.add(said);
                    steps.accept(said.step());
                },
                interval,
                Runnable::run,
                Timepiece.SYSTEM);
    }

    static TrainRun.Stores stores(Fingerprint fingerprint, ObjectStore bucket, Path disk) {
        return new TrainRun.Stores(
                new Blobs(bucket),
                new Results(bucket, fingerprint, disk),
                new Checkpoints(bucket, fingerprint, disk),
                new AttemptTally(bucket, TRAINER, ATTEMPTS, Clock.systemUTC()),
                new DataSetCatalogue(bucket),
                disk);
    }

    AttemptEnd stoppedAfter(int step, TrainRun trainer, String attempt) {
        var cancellation = new Cancellation();
        listener = done -> {
            if (done >= step) {
                cancellation.stop();
            }
        };
        return trainer.train(request(), attempt, cancellation);
    }

    /** What the run comes to in a store of its own. */
    RunResult elsewhereUninterrupted() {
        var other = new InMemoryObjectStore();
        publish(other);
        return trained(trainer(HERE, Duration.ofDays(1), _ -> {}, other).train(request(), "one", new Cancellation()));
    }

    List<SavedCheckpoint> manifests() {
        return store.list("runs/" + run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("checkpoint.json"))
                .map(key -> Json.read(read(store, key), SavedCheckpoint.class))
                .toList();
    }

    AttemptTally attempts() {
        return new AttemptTally(store, TRAINER, ATTEMPTS, Clock.systemUTC());
    }

    /** With a learning rate at which no network learns. */
    RequestedRun diverging() {
        return run(publish(store), 900);
    }

    private static RequestedRun run(Digest dataset, double rate) {
        var recipe = new Recipe(
                Recipe.Optimizer.SGD,
                rate,
                0.9,
                1e-3,
                32,
                null,
                STEPS,
                new Schedule.Constant(),
                0.0,
                Recipe.Testing.BEST,
                true);
        var spec = new RunSpec(
                RunSpec.VERSION,
                new Architecture("cifar-resnet8", 4, 2),
                null,
                null,
                null,
                "fashion-mnist:100",
                dataset,
                recipe,
                List.of(),
                List.of(),
                1,
                null);
        return new RequestedRun(spec.id(), spec, null, null, null);
    }

    static RunSpec with(RunSpec spec, @Nullable Digest weights, @Nullable Digest mask) {
        return new RunSpec(
                spec.specVersion(),
                spec.network(),
                weights,
                spec.initialSeed(),
                mask,
                spec.task(),
                spec.dataset(),
                spec.recipe(),
                spec.fresh(),
                spec.keepEpochs(),
                spec.seed(),
                spec.repetition());
    }

    Digest publish(ObjectStore store) {
        return publish(store, cache);
    }

    static Digest publish(ObjectStore store, Path folder) {
        var samples = new Samples(DataSets.named("fashion-mnist"), noise(400), noise(100));
        return new DataSetCatalogue(store)
                .publish(samples, folder.resolve("scratch"))
                .digest();
    }

    static RunResult trained(AttemptEnd attempt) {
        assertThat(attempt).isInstanceOf(AttemptEnd.Trained.class);
        return ((AttemptEnd.Trained) attempt).result();
    }

    static byte[] read(ObjectStore store, String key) {
        try (var in = store.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ImageSet noise(int count) {
        var shape = DataSets.named("fashion-mnist").shape();
        var generator = Randomness.of(count).generator();
        var pixels = new byte[count * shape.height() * shape.width()];
        generator.nextBytes(pixels);
        var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        return ImageSet.of(shape, 10, MemorySegment.ofArray(pixels), labels);
    }
}
