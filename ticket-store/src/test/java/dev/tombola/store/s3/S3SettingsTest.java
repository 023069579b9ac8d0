package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:9000");
    private static final S3Credentials KEYS = new S3Credentials.Keys("key", "secret");

    @Test
    void suitsALocalStoreByDefault() {
        assertThat(new S3Settings(ENDPOINT, "tickets", KEYS))
                .isEqualTo(
                        new S3Settings(ENDPOINT, "us-east-1", "tickets", KEYS, true, 16 << 20, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host", "host:9000", "http://host/bucket", "http://user@host", "http://host?x=1", "/x"})
    void refusesAnEndpointThatIsMoreOrLessThanAnAddress(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Settings(URI.create(endpoint), "tickets", KEYS))
                .withMessage("endpoint: " + endpoint + " is not of the form http://host:port or https://host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Tickets", "a_b_c", "-abc", "a/b/c"})
    void refusesABucketThatNoStoreTakes(String bucket) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Settings(ENDPOINT, bucket, KEYS))
                .withMessageStartingWith("bucket: " + bucket + " is not a name");
    }

    @Test
    void refusesPartsThatNoStoreTakesAndNoPatience() {
        var settings = new S3Settings(ENDPOINT, "tickets", KEYS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withPartSize(1))
                .withMessage("partSize: 1 is not in [5242880, 1073741824]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withPatience(Duration.ZERO))
                .withMessage("patience: PT0S is not positive");
    }

    @Test
    void readsItselfFromTheConfigurationKeysOfAllParts() {
        var configured = Map.of(
                "tombola.store.endpoint", "https://s3.example.org",
                "tombola.store.region", "eu-central-1",
                "tombola.store.bucket", "tickets",
                "tombola.store.access-key", "key",
                "tombola.store.secret-key", "secret",
                "tombola.store.session-token", "token",
                "tombola.store.path-style", "false",
                "tombola.store.patience", "2m");

        assertThat(from(configured))
                .isEqualTo(new S3Settings(
                        URI.create("https://s3.example.org"),
                        "eu-central-1",
                        "tickets",
                        new S3Credentials.Keys("key", "secret", "token"),
                        false,
                        16 << 20,
                        Duration.ofMinutes(2)));
    }

    @Test
    void takesTheSurroundingsCredentialsWhereNoKeyIsConfigured() {
        var endpoint = Map.of("tombola.store.endpoint", "http://127.0.0.1:9000");

        assertThat(from(endpoint)).isEqualTo(new S3Settings(ENDPOINT, "tombola", new S3Credentials.Surrounding()));
    }

    @Test
    void namesTheConfigurationKeyThatIsMissingOrWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(Map.of()))
                .withMessageStartingWith("tombola.store.endpoint is not set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(
                        Map.of("tombola.store.endpoint", "http://127.0.0.1:9000", "tombola.store.patience", "long")))
                .withMessage("tombola.store.patience: long is no time such as 60s");
    }

    @ParameterizedTest
    @CsvSource({
        "path-style, yes, tombola.store.path-style: yes is neither true nor false",
        "path-style, 1, tombola.store.path-style: 1 is neither true nor false",
        "bucket, B, tombola.store.bucket: B is not a name of",
        "endpoint, a store, tombola.store.endpoint: a store is not of the form http://host:port",
        "endpoint, 127.0.0.1:9000, tombola.store.endpoint: 127.0.0.1:9000 is not of the form http://host:port"
    })
    void takesNoWordForAnother(String key, String value, String complaint) {
        var configured = new HashMap<>(Map.of("tombola.store.endpoint", "http://127.0.0.1:9000"));
        configured.put("tombola.store." + key, value);

        assertThatIllegalArgumentException().isThrownBy(() -> from(configured)).withMessageStartingWith(complaint);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false"})
    void takesTrueAndFalseHoweverTheyAreWritten(String value, boolean pathStyle) {
        var configured = Map.of("tombola.store.endpoint", "http://127.0.0.1:9000", "tombola.store.path-style", value);

        assertThat(from(configured).pathStyle()).isEqualTo(pathStyle);
    }

    @Test
    void keepsTheSecretOutOfTexts() {
        assertThat(new S3Settings(ENDPOINT, "tickets", new S3Credentials.Keys("key", "hush", "token")))
                .asString()
                .contains("access key key")
                .doesNotContain("hush", "token");
    }

    private static S3Settings from(Map<String, String> configured) {
        return S3Settings.from(key -> Optional.ofNullable(configured.get(key)));
    }
}
