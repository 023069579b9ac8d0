package dev.tombola.kafka;

import dev.tombola.devstack.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Gives a test settings of its own on one broker that all test classes share: the embedded one, or one in a container. */
final class Broker implements ParameterResolver {
    static final String IMAGE =
            Optional.ofNullable(System.getenv("KAFKA_IMAGE")).orElse("apache/kafka:4.3.1");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaSettings.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var shared = context.getRoot().getStore(ExtensionContext.Namespace.create(Broker.class));
        var running = context.getTags().contains(ContainerIT.TAG)
                ? shared.computeIfAbsent("contained", _ -> Contained.start(), Contained.class)
                : shared.computeIfAbsent("embedded", _ -> Embedded.start(), Embedded.class);
        var local = KafkaSettings.local(running.bootstrapServers());
        return new KafkaSettings(
                local.client(), "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    }

    private sealed interface Running extends AutoCloseable {
        String bootstrapServers();

        @Override
        void close() throws IOException;
    }

    private record Embedded(EmbeddedBroker broker, Path folder) implements Running {
        static Embedded start() {
            try {
                var folder = Files.createTempDirectory("broker");
                return new Embedded(EmbeddedBroker.start(folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private record Contained(KafkaContainer container) implements Running {
        static Contained start() {
            var container = new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"))
                    // One broker keeps one copy of the state of share groups too, or they deliver nothing.
                    .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                    .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
            container.start();
            return new Contained(container);
        }

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
