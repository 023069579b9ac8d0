package dev.tombola.cli.environment;

import dev.tombola.kafka.KafkaSettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach brokers and bucket, by the very keys that the services know: from system properties, else from the local
 * stack that runs in the home, else from the environment.
 */
public final class Settings {
    private static final String KAFKA = "kafka.";
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";
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

    static Settings of(Home home, Map<String, String> environment) {
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new SysPropConfigSource(), new EnvConfigSource(environment, 300));
        StackFile.read(home)
                .ifPresent(stack -> builder.withSources(
                        new PropertiesConfigSource(stack, "the local stack", BELOW_SYSTEM_PROPERTIES)));
        return new Settings(builder.build());
    }

    /**
     * How to reach the brokers.
     *
     * @throws CommandFailedException when nothing says so
     */
    public KafkaSettings kafka() {
        if (config.getOptionalValue(BOOTSTRAP, String.class).isEmpty()) {
            throw new CommandFailedException("no Kafka is known here: start one with ./tombola up, or set " + BOOTSTRAP
                    + " (KAFKA_BOOTSTRAP_SERVERS)");
        }
        var client = new HashMap<>(PATIENCE);
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(KAFKA)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> client.put(name.substring(KAFKA.length()), value));
            }
        }
        return new KafkaSettings(client, orDefault("tombola.topic-prefix", KafkaSettings.DEFAULT_PREFIX));
    }

    private String orDefault(String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }
}
