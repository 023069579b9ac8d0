package dev.tombola.store.s3;

import dev.tombola.ticket.wire.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where the bucket is and how to speak to it.
 *
 * @param endpoint scheme, host and port, without a path
 * @param region what requests are signed for; most stores outside of AWS take any
 * @param pathStyle whether the bucket is named in the path rather than in the host's name
 * @param partSize bytes; what is larger is written in parts of this size, each held in memory while it travels
 * @param patience how long a passing fault (no connection, 5xx) is met by trying again; three attempts are made even when
 *     they take longer
 */
public record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        S3Credentials credentials,
        boolean pathStyle,
        long partSize,
        Duration patience) {
    private static final String KEYS = "tombola.store.";
    private static final long SMALLEST_PART = 5L << 20;
    private static final long LARGEST_PART = 1L << 30;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public S3Settings {
        if (!("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                || endpoint.getHost() == null
                || endpoint.getUserInfo() != null
                || endpoint.getQuery() != null
                || !(endpoint.getPath().isEmpty() || endpoint.getPath().equals("/"))) {
            throw new IllegalArgumentException(notAnAddress(endpoint));
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException("region: is blank; us-east-1 suits most stores");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "bucket: " + bucket + " is not a name of 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        if (partSize < SMALLEST_PART || partSize > LARGEST_PART) {
            throw new IllegalArgumentException(
                    "partSize: %d is not in [%d, %d]".formatted(partSize, SMALLEST_PART, LARGEST_PART));
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: " + patience + " is not positive");
        }
    }

    /** With path style, parts of 16 MiB and a patience of five seconds, in us-east-1. */
    public S3Settings(URI endpoint, String bucket, S3Credentials credentials) {
        this(endpoint, "us-east-1", bucket, credentials, true, 16L << 20, Duration.ofSeconds(5));
    }

    /**
     * From the configuration keys behind {@code tombola.store.}: {@code endpoint}, {@code region}, {@code bucket}, {@code
     * access-key}, {@code secret-key}, {@code session-token}, {@code path-style}, {@code patience} ({@code PT30S}). Without
     * keys the surroundings' credentials are used.
     *
     * @param value of a key; nothing where it is not configured
     * @throws IllegalArgumentException that names the key which is missing or wrong
     */
    public static S3Settings from(Function<String, Optional<String>> value) {
        try {
            return of(key -> value.apply(KEYS + key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEYS + e.getMessage(), e);
        }
    }

    private static S3Settings of(Function<String, Optional<String>> store) {
        var endpoint = store.apply("endpoint")
                .map(S3Settings::address)
                .orElseThrow(
                        () -> new IllegalArgumentException("endpoint is not set: name the store as http://HOST:PORT"));
        var keys = store.apply("access-key")
                .<S3Credentials>map(accessKey -> new S3Credentials.Keys(
                        accessKey,
                        store.apply("secret-key").orElse(""),
                        store.apply("session-token").orElse("")))
                .orElseGet(S3Credentials.Surrounding::new);
        var usual = new S3Settings(endpoint, store.apply("bucket").orElse("tombola"), keys);
        return new S3Settings(
                usual.endpoint,
                store.apply("region").orElse(usual.region),
                usual.bucket,
                keys,
                store.apply("path-style").map(S3Settings::pathStyle).orElse(usual.pathStyle),
                usual.partSize,
                store.apply("patience").map(S3Settings::duration).orElse(usual.patience));
    }

    public S3Settings withPartSize(long bytes) {
        return new S3Settings(endpoint, region, bucket, credentials, pathStyle, bytes, patience);
    }

    public S3Settings withPatience(Duration longest) {
        return new S3Settings(endpoint, region, bucket, credentials, pathStyle, partSize, longest);
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(notAnAddress(text), e);
        }
    }

    private static String notAnAddress(Object endpoint) {
        return "endpoint: " + endpoint + " is not of the form http://host:port or https://host:port";
    }

    private static boolean pathStyle(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("path-style: " + text + " is neither true nor false");
        };
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("patience: " + e.getMessage(), e);
        }
    }
}
