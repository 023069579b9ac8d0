package dev.tombola.kafka;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on a broker in a container; run with the profile {@code containers}. */
@Tag("containers")
class TopicsIT extends TopicsContract {
    private static final String IMAGE =
            Optional.ofNullable(System.getenv("KAFKA_IMAGE")).orElse("apache/kafka:4.3.1");

    // One broker keeps one copy of the state of share groups too, or they deliver nothing.
    private final KafkaContainer broker = new KafkaContainer(
                    DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"))
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");

    @BeforeAll
    void startBroker() {
        broker.start();
        System.out.println("topics: on " + IMAGE + " in a container");
    }

    @AfterAll
    void stopBroker() {
        broker.stop();
    }

    @Override
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }
}
