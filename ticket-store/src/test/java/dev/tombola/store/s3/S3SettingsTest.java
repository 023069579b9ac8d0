package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void keepsTheSecretOutOfTexts() {
        assertThat(new S3Settings(ENDPOINT, "tickets", new S3Credentials.Keys("key", "hush", "token")))
                .asString()
                .contains("access key key")
                .doesNotContain("hush", "token");
    }
}
