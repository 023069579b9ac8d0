package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

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
}
