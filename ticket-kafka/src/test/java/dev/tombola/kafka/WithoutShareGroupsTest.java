package dev.tombola.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.ticket.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real cluster whose share groups are switched off. */
class WithoutShareGroupsTest {
    private static final Duration LOCK = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void trainersTakeRequestsFromAConsumerGroup(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(folder)) {
            var settings = KafkaSettings.local(broker.bootstrapServers());
            try (var admin = Admin.create(settings.client());
                    var installation = new Installation(settings)) {
                // Given
                assertThat(installation.hasShareGroups()).isTrue();
                admin.updateFeatures(
                                Map.of(
                                        "share.version",
                                        new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                                new UpdateFeaturesOptions())
                        .all()
                        .get();
                await().atMost(PATIENCE).until(() -> !installation.hasShareGroups());

                // When
                installation.create(LOCK);

                // Then
                var requests = settings.topic(Topics.TRAINING_REQUESTED);
                var described = admin.describeTopics(List.of(requests))
                        .allTopicNames()
                        .get()
                        .get(requests);
                assertThat(described).isNotNull();
                assertThat(described.partitions()).as("a trainer each").hasSize(Installation.IN_ORDER);
                assertThat(installation.trainers()).isZero();
                assertThat(installation.answeredRequests()).isEmpty();
                try (var trainer = trainer(settings)) {
                    await().atMost(PATIENCE).until(() -> {
                        trainer.poll(Duration.ofMillis(100));
                        return trainer.assignment().size() == Installation.IN_ORDER;
                    });
                    trainer.commitSync(Map.of(new TopicPartition(requests, 3), new OffsetAndMetadata(7)));

                    assertThat(installation.trainers()).isOne();
                    assertThat(installation.answeredRequests()).containsExactlyEntriesOf(Map.of(3, 7L));
                }
            }
        }
    }

    private static KafkaConsumer<String, String> trainer(KafkaSettings settings) {
        var trainer = new KafkaConsumer<>(
                settings.with(Map.of("group.id", settings.trainersInOrder())),
                new StringDeserializer(),
                new StringDeserializer());
        trainer.subscribe(List.of(settings.topic(Topics.TRAINING_REQUESTED)));
        return trainer;
    }
}
