package dev.tombola.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void keepsACompactedTopicAcrossARestart() throws Exception {
        // Given
        try (var broker = EmbeddedBroker.start(folder);
                var client = new Client(broker.bootstrapServers())) {
            client.create("result-accepted", Map.of("cleanup.policy", "compact"));
            client.send("result-accepted", "run-1", "first");
            client.send("result-accepted", "run-2", "second");
        }

        // When
        try (var broker = EmbeddedBroker.start(folder);
                var client = new Client(broker.bootstrapServers())) {
            client.send("result-accepted", "run-1", "third");

            // Then
            assertThat(client.readAll("result-accepted")).containsExactly("first", "second", "third");
        }
    }

    @Test
    void compactsWhatHasALaterValue() throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0, Map.of("log.cleaner.backoff.ms", "200"));
                var client = new Client(broker.bootstrapServers())) {
            client.create(
                    "searches",
                    Map.of("cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.01"));
            for (int value = 0; value < 20; value++) {
                client.send("searches", "search", "value " + value);
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                client.send("searches", "search", "closes the segment before it");
                assertThat(client.readAll("searches")).hasSizeLessThan(10);
            });
        }
    }

    @Test
    void leavesARenewedRecordWithItsWorkerBeyondTheLock() throws Exception {
        try (var broker = EmbeddedBroker.start(folder);
                var client = new Client(broker.bootstrapServers())) {
            client.create("training-requested", Map.of());
            client.shareGroup("trainers", 10_000); // far longer than a busy machine stands still
            client.send("training-requested", "run", "long");
            try (var busy = new Worker(broker.bootstrapServers(), "trainers", "training-requested");
                    var idle = new Worker(broker.bootstrapServers(), "trainers", "training-requested")) {
                await().atMost(PATIENCE).until(() -> busy.take(), "long"::equals);

                busy.renewFor(12_000, () -> assertThat(idle.take()).isEmpty());

                busy.accept();
                assertThat(busy.deliveries()).isEqualTo(1);
            }
        }
    }

    @Test
    void givesARecordToAnotherWorkerWhenTheLockExpires() throws Exception {
        try (var broker = EmbeddedBroker.start(folder);
                var client = new Client(broker.bootstrapServers())) {
            client.create("training-requested", Map.of());
            client.shareGroup("trainers", 1_000);
            client.send("training-requested", "run", "lost");
            try (var hanging = new Worker(broker.bootstrapServers(), "trainers", "training-requested");
                    var other = new Worker(broker.bootstrapServers(), "trainers", "training-requested")) {
                await().atMost(PATIENCE).until(() -> hanging.take(), "lost"::equals);

                await().atMost(PATIENCE).until(() -> other.take(), "lost"::equals);

                assertThat(other.deliveries()).isGreaterThan(1); // more where the lock expired before it was looked at
            }
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        try (var broker = EmbeddedBroker.start(folder.resolve("first"))) {
            int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));

            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("second"), port))
                    .isInstanceOf(DevstackException.class)
                    .hasMessage("port %d of 127.0.0.1 is taken: stop what listens there, or choose another", port);
        }
    }

    @Test
    void saysThatAnotherBrokerUsesTheFolder() {
        try (var broker = EmbeddedBroker.start(folder)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");

            assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                    .isInstanceOf(DevstackException.class)
                    .hasMessage("another broker uses %s: stop it, or choose another folder", folder);
        }
    }
}
