package dev.tombola.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3Settings;
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
    void takesNothingOfAnotherClusterForTheLocalStack() {
        var home = new Home(folder);
        var environment = Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "kafka.ssl.truststore.type", "PEM",
                "TOMBOLA_STORE_SESSION_TOKEN", "another's",
                "TOMBOLA_STORE_PATH_STYLE", "false",
                "TOMBOLA_TRAINER_LOCK", "90s");
        try (var _ = HomeLock.acquire(home).orElseThrow()) {
            StackFile.write(
                    home,
                    Map.of(
                            "kafka.bootstrap.servers", "127.0.0.1:4711",
                            "tombola.store.endpoint", "http://127.0.0.1:4712",
                            "tombola.store.access-key", "own",
                            "tombola.store.secret-key", "hush"));

            var settings = Settings.of(home, environment);

            assertThat(settings.kafka().client())
                    .containsEntry("bootstrap.servers", "127.0.0.1:4711")
                    .doesNotContainKeys("security.protocol", "ssl.truststore.type");
            assertThat(S3Settings.from(settings::value).credentials()).isEqualTo(new S3Credentials.Keys("own", "hush"));
            assertThat(S3Settings.from(settings::value).pathStyle()).isTrue();
            assertThat(settings.lock()).hasSeconds(90);
        }
    }

    @Test
    void readsEveryKeyOfTheStoreThatServicesRead() {
        var settings = Settings.of(
                new Home(folder),
                Map.of(
                        "TOMBOLA_STORE_ENDPOINT", "https://s3.example.org",
                        "TOMBOLA_STORE_ACCESS_KEY", "key",
                        "TOMBOLA_STORE_SECRET_KEY", "hush",
                        "TOMBOLA_STORE_SESSION_TOKEN", "token",
                        "TOMBOLA_STORE_PATIENCE", "PT1M"));

        assertThat(S3Settings.from(settings::value).credentials())
                .isEqualTo(new S3Credentials.Keys("key", "hush", "token"));
        assertThat(S3Settings.from(settings::value).patience()).hasMinutes(1);
    }

    @Test
    void namesTheKeyThatIsWrong() {
        var settings = Settings.of(
                new Home(folder),
                Map.of("TOMBOLA_STORE_ENDPOINT", "https://s3.example.org", "TOMBOLA_STORE_PATH_STYLE", "no"));

        assertThatThrownBy(settings::openBucket)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("tombola.store.path-style: no is neither true nor false");
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
