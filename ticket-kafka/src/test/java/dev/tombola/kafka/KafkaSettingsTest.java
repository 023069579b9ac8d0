package dev.tombola.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.event.Topics;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void takesAnyPropertyOfAKafkaClientFromConfiguration() {
        var configuration = Map.of(
                "kafka.bootstrap.servers", "kafka:9092",
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.jaas.config", "…",
                "kafka.no.such.property", "1",
                "tombola.topic-prefix", "team-7.");

        var settings = KafkaSettings.from(key -> Optional.ofNullable(configuration.get(key)));

        assertThat(settings.client())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "kafka:9092",
                        "security.protocol", "SASL_SSL",
                        "sasl.jaas.config", "…"));
        assertThat(settings.topic(Topics.SEARCHES)).isEqualTo("team-7.searches");
        assertThat(settings.trainers()).isEqualTo("team-7.trainers");
    }

    @Test
    void hasAPrefixUnlessAnotherIsGiven() {
        assertThat(KafkaSettings.local("localhost:9092").topic(Topics.SEARCHES)).isEqualTo("tombola.searches");
    }

    @Test
    void saysThatTheBrokersHaveToBeNamed() {
        assertThatThrownBy(() -> KafkaSettings.from(_ -> Optional.empty()))
                .hasMessage("kafka.bootstrap.servers is not set: name the brokers as HOST:PORT");
    }

    @Test
    void addsPropertiesWithoutKeepingThem() {
        var settings = KafkaSettings.local("localhost:9092");

        assertThat(settings.with(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092", "acks", "all"));
        assertThat(settings.client()).doesNotContainKey("acks");
    }
}
