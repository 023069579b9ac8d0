package dev.tombola.trainer.run;

import static dev.tombola.trainer.run.TinyRun.HERE;
import static dev.tombola.trainer.run.TinyRun.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.devstack.EmbeddedStore;
import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers whose store, or whose disk, is not there for them: that is not the fault of the run. */
class StoreAwayTest {
    private static final S3Credentials KEYS = new S3Credentials.Keys("key", "secret", "");

    @TempDir
    private static Path cache;

    private final TinyRun tiny = new TinyRun(cache);

    @Test
    void putsARunOffWhileTheStoreIsAway() {
        var away = new FaultyStore(tiny.store);
        away.fail((_, _) -> true);

        assertThat(tiny.trainer(HERE, Duration.ZERO, _ -> {}, away).train(tiny.request(), "one", new Cancellation()))
                .isEqualTo(new AttemptEnd.Postponed("the store does not answer"));
    }

    @Test
    void putsARunOffWhileTheStoreRefusesItsKeysAndGoesOnAfterwards(@TempDir Path folder) {
        var uninterrupted = tiny.elsewhereUninterrupted();
        var before = s3(folder, 0, "secret");
        int port = before.endpoint().getPort();
        try (var bucket = new S3ObjectStore(new S3Settings(before.endpoint(), "tombola", KEYS))) {
            // Given
            tiny.publish(bucket);
            tiny.stoppedAfter(4, tiny.trainer(HERE, Duration.ZERO, step -> tiny.listener.accept(step), bucket), "one");
            before.close();

            // When
            AttemptEnd refused;
            try (var _ = s3(folder, port, "another secret")) {
                refused = tiny.trainer(HERE, Duration.ZERO, _ -> {}, bucket)
                        .train(tiny.request(), "two", new Cancellation());
            }

            // Then
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            AttemptEnd.Postponed.class,
                            postponed -> assertThat(postponed.reason())
                                    .contains("refuses access key key", "check the keys"));
            try (var _ = s3(folder, port, "secret")) {
                var result = trained(tiny.trainer(HERE, Duration.ZERO, _ -> {}, bucket)
                        .train(tiny.request(), "three", new Cancellation()));
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
        var uninterrupted = tiny.elsewhereUninterrupted();
        var running = new ArrayDeque<>(List.of(s3(folder, 0, "secret")));
        var endpoint = running.getFirst().endpoint();
        try (var bucket = new S3ObjectStore(new S3Settings(endpoint, "tombola", KEYS))) {
            tiny.publish(bucket);
            Consumer<Integer> steps = step -> {
                if (step == 3 || step == 8) {
                    running.pop().close();
                    running.push(s3(folder, endpoint.getPort(), step == 3 ? "another secret" : "secret"));
                }
            };

            // When
            var result = trained(
                    tiny.trainer(HERE, Duration.ZERO, steps, bucket).train(tiny.request(), "one", new Cancellation()));

            // Then
            assertThat(result.last()).isEqualTo(uninterrupted.last());
        } finally {
            running.pop().close();
        }
    }

    /** A folder that is in the way stands for a disk that takes nothing: root may write anywhere. */
    @Test
    void putsARunOffWhereThisMachinesDiskTakesNothing(@TempDir Path folder) throws IOException {
        var full = Files.writeString(folder.resolve("full"), "");

        var attempt = tiny.trainer(HERE, Duration.ZERO, _ -> {}, tiny.store, full)
                .train(tiny.request(), "one", new Cancellation());

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        AttemptEnd.Postponed.class,
                        postponed -> assertThat(postponed.reason()).contains(full.toString()));
        assertThat(tiny.store.list("runs/" + tiny.run.id() + "/attempts/"))
                .as("it is not the run's fault")
                .isEmpty();
        assertThat(tiny.trainer(HERE).train(tiny.request(), "two", new Cancellation()))
                .isInstanceOf(AttemptEnd.Trained.class);
    }

    @Test
    void trainsOnWhereItsCheckpointsCannotBeWritten(@TempDir Path folder) throws IOException {
        var full = Files.writeString(folder.resolve("full"), "");
        var stores = TinyRun.stores(HERE, tiny.store, cache);
        var cramped = new TrainRun.Stores(
                stores.blobs(),
                stores.results(),
                new Checkpoints(tiny.store, HERE, full),
                stores.attempts(),
                stores.catalogue(),
                cache);

        var attempt = tiny.trainer(cramped, Duration.ZERO, _ -> {}).train(tiny.request(), "one", new Cancellation());

        assertThat(attempt).isInstanceOf(AttemptEnd.Trained.class);
    }

    private static EmbeddedStore s3(Path folder, int port, String secret) {
        return EmbeddedStore.start(folder, port, "tombola", "key", secret);
    }
}
