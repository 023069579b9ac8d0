package dev.tombola.store.bucket;

import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.ticket.store.Bucket;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The only place that knows which stores there are; services and command line ask it alike. */
public final class Buckets {
    private static final String ENDPOINT = "tombola.store.endpoint";

    /** By the scheme of the endpoint: a new store is a line here. */
    private static final Map<String, Function<Function<String, Optional<String>>, Bucket>> BY_SCHEME = Map.of(
            "http", S3ObjectStore::from,
            "https", S3ObjectStore::from);

    private Buckets() {}

    /**
     * The one that the configuration key {@code tombola.store.endpoint} names.
     *
     * @param value of a key; nothing where it is not configured
     * @throws IllegalArgumentException that names the key which is missing or wrong
     */
    public static Bucket from(Function<String, Optional<String>> value) {
        String endpoint = value.apply(ENDPOINT).orElse("");
        String scheme = endpoint.substring(0, Math.max(0, endpoint.indexOf(':')));
        // S3's own words say what is wrong with an endpoint that is of no scheme known here.
        return BY_SCHEME.getOrDefault(scheme, S3ObjectStore::from).apply(value);
    }
}
