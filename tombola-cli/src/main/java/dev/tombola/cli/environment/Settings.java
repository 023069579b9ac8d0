package dev.tombola.cli.environment;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.wire.Durations;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach brokers and bucket, by the very keys that the services know: from system properties, else from the local
 * stack that runs in the home, else from the environment. Where there is a stack, nothing of how the environment says that
 * brokers and bucket are reached is meant for it: not their addresses, and not their passwords either.
 */
public final class Settings {
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";
    private static final String ENDPOINT = "tombola.store.endpoint";
    private static final int BELOW_SYSTEM_PROPERTIES = 350;

    /** A command's user waits in front of it: Kafka's own patience is a minute and more. */
    private static final Map<String, Object> PATIENCE = Map.of(
            "request.timeout.ms", 10_000,
            "default.api.timeout.ms", 15_000,
            "max.block.ms", 15_000,
            "delivery.timeout.ms", 20_000,
            "linger.ms", 0);

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    public static Settings of(Home home) {
        return of(home, System.getenv());
    }

    /** By a stack's own settings, which may not have been written yet. */
    public static Settings of(Map<String, String> stack) {
        return of(Optional.of(stack), System.getenv());
    }

    static Settings of(Home home, Map<String, String> environment) {
        return of(StackFile.read(home), environment);
    }

    private static Settings of(Optional<Map<String, String>> stack, Map<String, String> environment) {
        var outside = new HashMap<>(environment);
        stack.ifPresent(_ -> outside.keySet().removeIf(Settings::isOfACluster));
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new SysPropConfigSource(), new EnvConfigSource(outside, 300));
        stack.ifPresent(own ->
                builder.withSources(new PropertiesConfigSource(own, "the local stack", BELOW_SYSTEM_PROPERTIES)));
        return new Settings(builder.build());
    }

    /** Whether a variable of the environment says how brokers or a bucket are reached. */
    public static boolean isOfACluster(String variable) {
        var name = variable.toUpperCase(Locale.ROOT).replace('.', '_');
        return name.startsWith("KAFKA_") || name.startsWith("TOMBOLA_STORE_");
    }

    /**
     * How to reach the brokers.
     *
     * @throws CommandFailedException when nothing says so
     */
    public KafkaSettings kafka() {
        if (value(BOOTSTRAP).isEmpty()) {
            throw new CommandFailedException("no Kafka is known here: start one with ./tombola up, or set " + BOOTSTRAP
                    + " (KAFKA_BOOTSTRAP_SERVERS)");
        }
        var kafka = KafkaSettings.from(this::value);
        var client = new HashMap<>(PATIENCE);
        client.putAll(kafka.client());
        return new KafkaSettings(client, kafka.prefix());
    }

    public boolean isStoreKnown() {
        return value(ENDPOINT).isPresent();
    }

    /**
     * The store; the caller closes it.
     *
     * @throws CommandFailedException when nothing says so, or something that is not possible
     */
    public Bucket openBucket() {
        if (!isStoreKnown()) {
            throw new CommandFailedException("no store is known here: start one with ./tombola up, or"
                    + " set tombola.store.endpoint (TOMBOLA_STORE_ENDPOINT)");
        }
        try {
            return Buckets.from(this::value);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** How long a trainer holds a request without renewing. */
    public Duration lock() {
        return duration("tombola.trainer.lock");
    }

    /** The time between two checkpoints of a run. */
    public Duration checkpointInterval() {
        return duration("tombola.trainer.checkpoint-interval");
    }

    /** A minute where nothing is said. */
    private Duration duration(String key) {
        try {
            return Durations.parse(value(key).orElse("60s"));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(key + ": " + e.getMessage(), e);
        }
    }

    Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class);
    }
}
