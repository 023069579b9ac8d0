package dev.tombola.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.devstack.EmbeddedStore;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.SavedCheckpoint;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Resume;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.SizeLimit;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of ten steps, by trainers that share nothing but the store. */
class TrainRunTest {
    private static final int STEPS = 10;
    private static final int ATTEMPTS = 3;
    private static final S3Credentials KEYS = new S3Credentials.Keys("key", "secret", "");
    static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final Fingerprint HERE = new Fingerprint("engine", "processor", 1, "float32");
    private static final Fingerprint ELSEWHERE = new Fingerprint("engine", "another processor", 1, "float32");

    @TempDir
    private static Path cache;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final List<TrainingProgressed> progress = new ArrayList<>();
    private RequestedRun run = run(publish(store), 0.05, null);

    @BeforeEach
    void name() {
        run = run(publish(store), 0.05, null);
    }

    @Test
    void trainsOnceAndClaimsTheSameResultAfterwards() {
        var first = trained(trainer(HERE).train(request(), "one", new Cancellation()));
        int said = progress.size();

        var second = trained(trainer(HERE).train(request(), "two", new Cancellation()));

        assertThat(second).isEqualTo(first);
        assertThat(progress).hasSize(said);
        assertThat(first.provenance().stretches())
                .extracting(Stretch::attempt, Stretch::from, Stretch::to)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("one", 0, STEPS));
    }

    @Test
    void anotherTrainerGoesOnWhereOneStoppedAndComesToTheSameBytes() {
        // Given
        var uninterrupted = elsewhereUninterrupted();

        // When
        assertThat(stoppedAfter(4, trainer(HERE), "one")).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(stoppedAfter(7, trainer(HERE), "two")).isInstanceOf(AttemptEnd.Stopped.class);
        var result = trained(trainer(HERE).train(request(), "three", new Cancellation()));

        // Then
        assertThat(result.last()).isEqualTo(uninterrupted.last());
        assertThat(result.best()).isEqualTo(uninterrupted.best());
        assertThat(result.onnx()).isEqualTo(uninterrupted.onnx());
        assertThat(result.test()).isEqualTo(uninterrupted.test());
        assertThat(result.epochs()).isEqualTo(uninterrupted.epochs());
        assertThat(result.provenance().stretches())
                .extracting(stretch -> stretch.attempt() + ": " + stretch.from() + " to " + stretch.to())
                .containsExactly("one: 0 to 4", "two: 4 to 7", "three: 7 to 10");
        assertThat(store.list("runs/" + run.id() + "/checkpoints/")).isEmpty();
    }

    @Test
    void keepsTheLatestTwoCheckpointsAndCountsNoAttemptThatWasStopped() {
        stoppedAfter(6, trainer(HERE), "one");

        assertThat(manifests()).hasSizeBetween(1, 2);
        assertThat(manifests().getLast().step()).isEqualTo(6);
        assertThat(store.list("runs/" + run.id() + "/attempts/")).isEmpty();
    }

    @Test
    void writesNothingOnceItIsAbandoned() {
        var cancellation = new Cancellation();

        var attempt = trainer(HERE, Duration.ofDays(1), step -> {
                    if (step == 3) {
                        cancellation.abandon();
                    }
                })
                .train(request(), "one", cancellation);

        assertThat(attempt).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(store.list("runs/")).isEmpty();
    }

    @Test
    void stopsAtTheNextCheckpointWhereAnotherHasFinishedMeanwhile() {
        // Given
        var other = new InMemoryObjectStore();
        publish(other);
        trained(trainer(HERE, Duration.ofDays(1), _ -> {}, other).train(request(), "other", new Cancellation()));
        Consumer<Integer> finishing = step -> {
            if (step == 3) {
                other.list("").forEach(key -> store.write(key, read(other, key)));
            }
        };

        // When
        var attempt = trainer(HERE, Duration.ZERO, finishing).train(request(), "one", new Cancellation());

        // Then
        assertThat(attempt).isInstanceOf(AttemptEnd.Stopped.class);
        assertThat(progress)
                .filteredOn(said -> "one".equals(said.attempt()))
                .extracting(TrainingProgressed::step)
                .doesNotContain(STEPS);
        assertThat(store.list("runs/")).as("what the other left").isEqualTo(other.list("runs/"));
    }

    @Test
    void sweepsWhatKilledTrainersLeftOnTheDiskADayAgo(@TempDir Path disk) throws IOException {
        // Given
        var old = List.of(
                Files.createFile(disk.resolve("checkpoint-1")), Files.createFile(disk.resolve(".fetch-1.part")));
        for (var leftover : old) {
            Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        var busy = Files.createFile(disk.resolve("checkpoint-2"));

        // When
        trained(trainer(HERE, Duration.ofDays(1), _ -> {}, store, disk).train(request(), "one", new Cancellation()));

        // Then
        assertThat(old).noneMatch(Files::exists);
        assertThat(busy).exists();
    }

    @Test
    void passesOverDamagedCheckpoints() {
        // Given
        var uninterrupted = elsewhereUninterrupted();
        stoppedAfter(4, trainer(HERE), "one");
        store.list("runs/" + run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("state.safetensors"))
                .forEach(key -> store.write(key, Arrays.copyOf(read(key), read(key).length - 1)));

        // When
        var result = trained(trainer(HERE).train(request(), "two", new Cancellation()));

        // Then
        assertThat(result.last()).isEqualTo(uninterrupted.last());
        assertThat(result.provenance().stretches()).extracting(Stretch::from).containsExactly(0);
    }

    @Test
    void leavesCheckpointsOfOtherProcessorsAloneUnlessTheSearchAllowsThem() {
        stoppedAfter(4, trainer(ELSEWHERE), "one");

        stoppedAfter(2, trainer(HERE), "two");
        assertThat(manifests()).extracting(SavedCheckpoint::fingerprint).contains(HERE, ELSEWHERE);
        store.list("runs/" + run.id() + "/checkpoints/2").forEach(store::delete);
        store.list("runs/" + run.id() + "/checkpoints/1").forEach(store::delete);
        run = new RequestedRun(run.id(), run.spec(), null, null, Resume.ANY_FINGERPRINT);
        var result = trained(trainer(HERE).train(request(), "three", new Cancellation()));

        assertThat(result.provenance().stretches())
                .extracting(Stretch::fingerprint)
                .containsExactly(ELSEWHERE, HERE);
    }

    @Test
    void givesUpARunWhoseTrainersDie() {
        for (int i = 0; i < ATTEMPTS; i++) {
            attempts().begin(run.id(), "died-" + i, 0);
        }

        var attempt = trainer(HERE).train(request(), "last", new Cancellation());

        assertThat(attempt).isEqualTo(new AttemptEnd.Failed("3 attempts died without a word", true, ATTEMPTS + 1));
    }

    @Test
    void countsNoDeathBeforeTheLatestCheckpoint() {
        for (int i = 0; i < ATTEMPTS; i++) {
            attempts().begin(run.id(), "died-" + i, 0);
        }
        store.list("runs/").forEach(store::delete);
        stoppedAfter(4, trainer(HERE), "one");
        for (int i = 0; i < ATTEMPTS; i++) {
            attempts().begin(run.id(), "died-" + i, 0);
        }

        assertThat(trainer(HERE).train(request(), "two", new Cancellation())).isInstanceOf(AttemptEnd.Trained.class);
    }

    @Test
    void trainsAnewWhatWasDamagedInTheStore() {
        var first = trained(trainer(HERE).train(request(), "one", new Cancellation()));
        store.write(first.best().key(), new byte[] {1});

        var second = trained(trainer(HERE).train(request(), "two", new Cancellation()));

        assertThat(second.best()).isEqualTo(first.best());
        assertThat(new Blobs(store).verify(first.best())).isTrue();
        assertThat(second.provenance().stretches()).extracting(Stretch::attempt).containsExactly("two");
    }

    @Test
    void statesADivergedRunAtOnce() {
        run = run(publish(store), 900, null);

        assertThat(trainer(HERE).train(request(), "one", new Cancellation()))
                .isInstanceOfSatisfying(AttemptEnd.Failed.class, failed -> {
                    assertThat(failed.permanent()).isTrue();
                    assertThat(failed.reason()).doesNotContain("Exception");
                });
    }

    @Test
    void statesAtOnceThatANetworkCannotBe() {
        var known = run.spec();
        var spec = new RunSpec(
                known.specVersion(),
                new Architecture("cifar-resnet8", 1, null), // whose shortcuts cannot pad
                null,
                null,
                null,
                known.task(),
                known.dataset(),
                known.recipe(),
                List.of(),
                List.of(),
                1,
                null);
        run = new RequestedRun(spec.id(), spec, null, null, null);

        assertThat(trainer(HERE).train(request(), "one", new Cancellation()))
                .isInstanceOfSatisfying(
                        AttemptEnd.Failed.class,
                        failed -> assertThat(failed.permanent()).isTrue());
    }

    @Test
    void aMissingDataSetIsAFaultThatSomebodyMayMendAFewTimes() {
        store.list("datasets/").forEach(store::delete);

        for (int i = 1; i <= ATTEMPTS; i++) {
            assertThat(trainer(HERE).train(request(), "try-" + i, new Cancellation()))
                    .isInstanceOfSatisfying(
                            AttemptEnd.Failed.class,
                            failed -> assertThat(failed.reason()).contains("fetch or import again"))
                    .extracting(failed -> ((AttemptEnd.Failed) failed).permanent())
                    .isEqualTo(i == ATTEMPTS);
        }
    }

    @Test
    void putsARunOffWhileTheStoreIsAway() {
        var away = new FaultyStore(store);
        away.fail((_, _) -> true);

        assertThat(trainer(HERE, Duration.ZERO, _ -> {}, away).train(request(), "one", new Cancellation()))
                .isEqualTo(new AttemptEnd.Postponed("the store does not answer"));
    }

    @Test
    void putsARunOffWhileTheStoreRefusesItsKeysAndGoesOnAfterwards(@TempDir Path folder) {
        var uninterrupted = elsewhereUninterrupted();
        var before = store(folder, 0, "secret");
        int port = before.endpoint().getPort();
        try (var bucket = new S3ObjectStore(new S3Settings(before.endpoint(), "tombola", KEYS))) {
            // Given
            publish(bucket);
            stoppedAfter(4, trainer(HERE, Duration.ZERO, step -> listener.accept(step), bucket), "one");
            before.close();

            // When
            AttemptEnd refused;
            try (var _ = store(folder, port, "another secret")) {
                refused = trainer(HERE, Duration.ZERO, _ -> {}, bucket).train(request(), "two", new Cancellation());
            }

            // Then
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            AttemptEnd.Postponed.class,
                            postponed -> assertThat(postponed.reason())
                                    .contains("refuses access key key", "check the keys"));
            try (var _ = store(folder, port, "secret")) {
                var result = trained(
                        trainer(HERE, Duration.ZERO, _ -> {}, bucket).train(request(), "three", new Cancellation()));
                assertThat(result.last()).isEqualTo(uninterrupted.last());
                assertThat(result.provenance().stretches())
                        .extracting(stretch -> stretch.attempt() + ": " + stretch.from() + " to " + stretch.to())
                        .containsExactly("one: 0 to 4", "three: 4 to 10");
            }
        }
    }

    @Test
    void trainsOnWhileTheStoreRefusesItsKeys(@TempDir Path folder) {
        // Given
        var uninterrupted = elsewhereUninterrupted();
        var running = new ArrayDeque<>(List.of(store(folder, 0, "secret")));
        var endpoint = running.getFirst().endpoint();
        try (var bucket = new S3ObjectStore(new S3Settings(endpoint, "tombola", KEYS))) {
            publish(bucket);
            Consumer<Integer> steps = step -> {
                if (step == 3 || step == 8) {
                    running.pop().close();
                    running.push(store(folder, endpoint.getPort(), step == 3 ? "another secret" : "secret"));
                }
            };

            // When
            var result =
                    trained(trainer(HERE, Duration.ZERO, steps, bucket).train(request(), "one", new Cancellation()));

            // Then
            assertThat(result.last()).isEqualTo(uninterrupted.last());
        } finally {
            running.pop().close();
        }
    }

    private static EmbeddedStore store(Path folder, int port, String secret) {
        return EmbeddedStore.start(folder, port, "tombola", "key", secret);
    }

    /** A folder that is in the way stands for a disk that takes nothing: root may write anywhere. */
    @Test
    void putsARunOffWhereThisMachinesDiskTakesNothing(@TempDir Path folder) throws IOException {
        var full = Files.writeString(folder.resolve("full"), "");

        var attempt = trainer(HERE, Duration.ZERO, _ -> {}, store, full).train(request(), "one", new Cancellation());

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Postponed.class,
                        postponed -> assertThat(postponed.reason()).contains(full.toString()));
        assertThat(store.list("runs/" + run.id() + "/attempts/"))
                .as("it is not the run's fault")
                .isEmpty();
        assertThat(trainer(HERE).train(request(), "two", new Cancellation())).isInstanceOf(AttemptEnd.Trained.class);
    }

    @Test
    void trainsOnWhereItsCheckpointsCannotBeWritten(@TempDir Path folder) throws IOException {
        var full = Files.writeString(folder.resolve("full"), "");
        var stores = stores(HERE, store, cache);
        var cramped = new TrainRun.Stores(
                stores.blobs(),
                stores.results(),
                new Checkpoints(store, HERE, full),
                stores.attempts(),
                stores.catalogue(),
                cache);

        var attempt = trainer(cramped, Duration.ZERO, _ -> {}).train(request(), "one", new Cancellation());

        assertThat(attempt).isInstanceOf(AttemptEnd.Trained.class);
    }

    @Test
    void readsNoWeightsThatNoSuchNetworkCanHave() {
        // Given
        var giant = new ObjectRef(Digest.of(new byte[] {1}), EndlessObject.SIZE);
        var spec = with(run.spec(), giant.digest(), null);
        var endless = new EndlessObject(store, giant.key());

        // When
        var attempt = trainer(HERE, Duration.ZERO, _ -> {}, endless)
                .train(
                        new TrainingRequested(new RequestedRun(spec.id(), spec, giant, null, null), 1),
                        "one",
                        new Cancellation());

        // Then
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Failed.class,
                        failed -> assertThat(failed)
                                .returns(true, AttemptEnd.Failed::permanent)
                                .extracting(AttemptEnd.Failed::reason)
                                .asString()
                                .contains(" has 3221225472 bytes or more, and weights to start from of "));
        assertThat(endless.taken()).isZero();
    }

    @Test
    void takesNoResultOrCheckpointThatNoSuchRunCanHave() {
        // Given
        stoppedAfter(4, trainer(HERE), "one");
        var saved = manifests().getLast();
        var place = store.list("runs/" + run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("/" + "checkpoint.json"))
                .toList()
                .getLast()
                .replace("checkpoint.json", "");
        store.write(
                place + "checkpoint.json",
                Json.write(new SavedCheckpoint(
                                saved.run(),
                                saved.step(),
                                saved.fingerprint(),
                                saved.stretches(),
                                new ObjectRef(saved.state().digest(), EndlessObject.SIZE)))
                        .getBytes(UTF_8));
        var state = new EndlessObject(store, place + "state.safetensors");
        var result = new EndlessObject(state, "runs/" + run.id() + "/result.json");

        // When
        var attempt = trainer(HERE, Duration.ofDays(1), _ -> {}, result).train(request(), "two", new Cancellation());

        // Then
        assertThat(trained(attempt).last()).isEqualTo(elsewhereUninterrupted().last());
        assertThat(state.taken()).isZero();
        assertThat(result.taken()).isEqualTo(SizeLimit.DOCUMENT.bytes() + 1);
    }

    /** The run itself is in order: what it is asked for with is not. */
    @Test
    void refusesARequestWithAnotherMaskThanItsSpecs() {
        // Given
        var layout = Architectures.layout(run.spec().network());
        var pruned = Mask.keeping(layout, new BitSet());
        var spec = with(run.spec(), null, Mask.dense(layout).digest());

        var forged = new RequestedRun(spec.id(), spec, null, new Blobs(store).write(MaskBlob.deflate(pruned)), null);

        // When
        var attempt = trainer(HERE).train(new TrainingRequested(forged, 1), "one", new Cancellation());

        // Then
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo("its mask is %s, not %s, which its spec names"
                                        .formatted(
                                                pruned.digest().brief(),
                                                Mask.dense(layout).digest().brief())));
        assertThat(store.list("runs/")).as("the run has no part in it").isEmpty();
    }

    private AttemptEnd stoppedAfter(int step, TrainRun trainer, String attempt) {
        var cancellation = new Cancellation();
        listener = done -> {
            if (done >= step) {
                cancellation.stop();
            }
        };
        return trainer.train(request(), attempt, cancellation);
    }

    private Consumer<Integer> listener = _ -> {};

    private TrainRun trainer(Fingerprint fingerprint) {
        listener = _ -> {};
        return trainer(fingerprint, Duration.ZERO, step -> listener.accept(step));
    }

    private TrainRun trainer(Fingerprint fingerprint, Duration interval, Consumer<Integer> steps) {
        return trainer(fingerprint, interval, steps, store);
    }

    private TrainRun trainer(Fingerprint fingerprint, Duration interval, Consumer<Integer> steps, ObjectStore bucket) {
        return trainer(fingerprint, interval, steps, bucket, cache);
    }

    private TrainRun trainer(
            Fingerprint fingerprint, Duration interval, Consumer<Integer> steps, ObjectStore bucket, Path disk) {
        return trainer(stores(fingerprint, bucket, disk), interval, steps);
    }

    static TrainRun.Stores stores(Fingerprint fingerprint, ObjectStore bucket, Path disk) {
        return new TrainRun.Stores(
                new Blobs(bucket),
                new Results(bucket, fingerprint),
                new Checkpoints(bucket, fingerprint, disk),
                new AttemptTally(bucket, TRAINER, ATTEMPTS, Clock.systemUTC()),
                new DataSetCatalogue(bucket),
                disk);
    }

    private TrainRun trainer(TrainRun.Stores stores, Duration interval, Consumer<Integer> steps) {
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

    static final TrainerIdentity TRAINER = new TrainerIdentity("trainer-1", "here", "cpu");

    private AttemptTally attempts() {
        return new AttemptTally(store, TRAINER, ATTEMPTS, Clock.systemUTC());
    }

    /** What the run comes to in a store of its own. */
    private RunResult elsewhereUninterrupted() {
        var other = new InMemoryObjectStore();
        publish(other);
        return trained(trainer(HERE, Duration.ofDays(1), _ -> {}, other).train(request(), "one", new Cancellation()));
    }

    private List<SavedCheckpoint> manifests() {
        return store.list("runs/" + run.id() + "/checkpoints/").stream()
                .filter(key -> key.endsWith("checkpoint.json"))
                .map(key -> Json.read(read(key), SavedCheckpoint.class))
                .toList();
    }

    private byte[] read(String key) {
        return read(store, key);
    }

    private static byte[] read(ObjectStore store, String key) {
        try (var in = store.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TrainingRequested request() {
        return new TrainingRequested(run, 1);
    }

    static RunResult trained(AttemptEnd attempt) {
        assertThat(attempt).isInstanceOf(AttemptEnd.Trained.class);
        return ((AttemptEnd.Trained) attempt).result();
    }

    private static RequestedRun run(Digest dataset, double rate, @Nullable Resume resume) {
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
        return new RequestedRun(spec.id(), spec, null, null, resume);
    }

    private static RunSpec with(RunSpec spec, @Nullable Digest weights, @Nullable Digest mask) {
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

    private static Digest publish(ObjectStore store) {
        return publish(store, cache);
    }

    static Digest publish(ObjectStore store, Path folder) {
        var samples = new Samples(DataSets.named("fashion-mnist"), noise(400), noise(100));
        return new DataSetCatalogue(store)
                .publish(samples, folder.resolve("scratch"))
                .digest();
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
