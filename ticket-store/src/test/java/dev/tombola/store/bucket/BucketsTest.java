package dev.tombola.store.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.ticket.store.Bucket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "https://s3.example.org"})
    void whatIsReachedOverHttpIsABucketOfS3(String endpoint) {
        try (var bucket = configured(Map.of("tombola.store.endpoint", endpoint, "tombola.store.bucket", "tickets"))) {
            assertThat(bucket).isInstanceOf(S3ObjectStore.class);
            assertThat(bucket.describe()).isEqualTo("bucket tickets");
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://host", "127.0.0.1:9000", "a store", "'://'"})
    void namesTheEndpointThatNoStoreHas(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configured(Map.of("tombola.store.endpoint", endpoint)))
                .withMessage(
                        "tombola.store.endpoint: %s is not of the form http://host:port or https://host:port",
                        endpoint);
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Buckets.from(_ -> Optional.empty()))
                .withMessage("tombola.store.endpoint is not set: name the store as http://HOST:PORT");
    }

    private static Bucket configured(Map<String, String> values) {
        return Buckets.from(key -> Optional.ofNullable(values.get(key)));
    }
}
