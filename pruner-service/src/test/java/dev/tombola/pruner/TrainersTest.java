package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainersTest {
    @TempDir
    private Path folder;

    @Test
    void areAsManyAsBeforeWhileNoBrokerAnswers() {
        String address;
        try (var broker = EmbeddedBroker.start(folder)) {
            address = broker.bootstrapServers();
            try (var installation = new Installation(KafkaSettings.local(address))) {
                installation.create(Duration.ofSeconds(15));
                assertThat(new KafkaTrainerGroup(installation).answeredRequests())
                        .contains(Map.of());
            }
        }

        var impatient =
                KafkaSettings.local(address).with(Map.of("default.api.timeout.ms", 1_000, "request.timeout.ms", 1_000));
        try (var installation = new Installation(new KafkaSettings(impatient, KafkaSettings.DEFAULT_PREFIX))) {
            var group = new KafkaTrainerGroup(installation);
            var trainers = new Trainers(group, InstantSource.system());

            assertThat(trainers.changed()).isFalse();
            assertThat(trainers.count()).isZero();
            assertThat(group.answeredRequests()).isEmpty();
        }
    }
}
