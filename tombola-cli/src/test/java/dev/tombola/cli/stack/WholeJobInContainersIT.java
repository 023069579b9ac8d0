package dev.tombola.cli.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** On a broker and a store in containers; run with the profile {@code containers}. */
@Tag("containers")
class WholeJobInContainersIT extends WholeJob {
    private final KafkaContainer broker = new KafkaContainer(image("KAFKA_IMAGE", "apache/kafka:4.3.1", "apache/kafka"))
            // One broker keeps one copy of the state of share groups too, or they deliver nothing.
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    private final MinIOContainer store =
            new MinIOContainer(image("STORE_IMAGE", "quay.io/minio/minio:RELEASE.2025-05-24T17-08-30Z", "minio/minio"));

    @Override
    Map<String, String> start(Path folder) {
        Startables.deepStart(broker, store).join();
        System.out.printf(
                "whole job: on %s and %s in containers%n", broker.getDockerImageName(), store.getDockerImageName());
        return Map.of(
                "kafka.bootstrap.servers", broker.getBootstrapServers(),
                "tombola.store.endpoint", store.getS3URL(),
                "tombola.store.access-key", store.getUserName(),
                "tombola.store.secret-key", store.getPassword());
    }

    @Override
    void stop() {
        store.stop();
        broker.stop();
    }

    private static DockerImageName image(String variable, String usual, String kind) {
        return DockerImageName.parse(
                        Optional.ofNullable(System.getenv(variable)).orElse(usual))
                .asCompatibleSubstituteFor(kind);
    }
}
