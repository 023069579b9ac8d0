package dev.tombola.kafka;

import dev.tombola.devstack.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test settings of its own on one broker that all test classes share. */
final class Broker implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaSettings.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Broker.class))
                .computeIfAbsent(Broker.class, _ -> Running.start(), Running.class);
        var local = KafkaSettings.local(running.broker().bootstrapServers());
        return new KafkaSettings(
                local.client(), "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    }

    private record Running(EmbeddedBroker broker, Path folder) implements AutoCloseable {
        static Running start() {
            try {
                var folder = Files.createTempDirectory("broker");
                return new Running(EmbeddedBroker.start(folder), folder);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
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
}
