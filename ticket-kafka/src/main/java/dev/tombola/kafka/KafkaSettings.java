package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach the brokers.
 *
 * @param client properties of every Kafka client: {@code bootstrap.servers}, and what SASL and TLS need
 * @param prefix before the name of every topic and group; {@code tombola.} unless configured
 */
public record KafkaSettings(Map<String, Object> client, String prefix) {
    public static final String DEFAULT_PREFIX = "tombola.";

    public KafkaSettings {
        client = Map.copyOf(client);
        if (!client.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("kafka.bootstrap.servers is not set: name the brokers as HOST:PORT");
        }
    }

    /**
     * From configuration: {@code kafka.bootstrap.servers} and any other property of a Kafka client behind {@code kafka.}, and
     * {@code tombola.topic-prefix}.
     *
     * @param value of a key; nothing where it is not configured
     */
    public static KafkaSettings from(Function<String, Optional<String>> value) {
        var client = new HashMap<String, Object>();
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .distinct()
                .forEach(name -> value.apply("kafka." + name).ifPresent(text -> client.put(name, text)));
        return new KafkaSettings(client, value.apply("tombola.topic-prefix").orElse(DEFAULT_PREFIX));
    }

    /** From the environment, where services have them too: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code TOMBOLA_TOPIC_PREFIX}. */
    public static KafkaSettings fromEnvironment(Map<String, String> environment) {
        return from(key ->
                Optional.ofNullable(environment.get(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))));
    }

    public static KafkaSettings local(String bootstrapServers) {
        return new KafkaSettings(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), DEFAULT_PREFIX);
    }

    /** The client's properties with some more. */
    public Map<String, Object> with(Map<String, Object> more) {
        var all = new HashMap<>(client);
        all.putAll(more);
        return all;
    }

    /** What brokers know a topic by. */
    public String topic(Topic<?> topic) {
        return topic.in(prefix);
    }

    /** The share group of the trainers. */
    public String trainers() {
        return prefix + Topics.TRAINERS;
    }

    /** The consumer group that takes the share group's place on clusters without them. */
    public String trainersInOrder() {
        return trainers() + "-in-order";
    }
}
