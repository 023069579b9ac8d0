package dev.tombola.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void understandsWhatTheServicesUnderstand() {
        var settings = Settings.of(
                new Home(folder),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "KAFKA_SASL_JAAS_CONFIG", "a secret",
                        "TOMBOLA_TOPIC_PREFIX", "mine."));

        assertThat(settings.kafka().prefix()).isEqualTo("mine.");
        assertThat(settings.kafka().client())
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "a secret");
    }

    @Test
    void prefersTheLocalStackWhileItRuns() {
        var home = new Home(folder);
        var environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
        try (var _ = HomeLock.acquire(home).orElseThrow()) {
            StackFile.write(home, Map.of("kafka.bootstrap.servers", "127.0.0.1:4711"));

            assertThat(bootstrap(home, environment)).isEqualTo("127.0.0.1:4711");
        }
        assertThat(bootstrap(home, environment)).isEqualTo("broker:9092");
    }

    @Test
    void saysHowToGetABroker() {
        var settings = Settings.of(new Home(folder), Map.of());

        assertThatThrownBy(settings::kafka)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("no Kafka is known here: start one with ./tombola up, or set kafka.bootstrap.servers "
                        + "(KAFKA_BOOTSTRAP_SERVERS)");
    }

    private static @Nullable Object bootstrap(Home home, Map<String, String> environment) {
        return Settings.of(home, environment).kafka().client().get("bootstrap.servers");
    }
}
