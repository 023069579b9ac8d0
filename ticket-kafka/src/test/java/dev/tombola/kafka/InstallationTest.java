package dev.tombola.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
class InstallationTest {
    private static final Duration LOCK = Duration.ofSeconds(15);

    @Test
    void createsEveryTopicAsTheModelDescribesIt(KafkaSettings settings) throws Exception {
        try (var installation = new Installation(settings);
                var admin = Admin.create(settings.client())) {
            assertThat(installation.create(LOCK))
                    .containsExactlyElementsOf(
                            Topics.ALL.stream().map(settings::topic).toList());

            for (Topic<?> topic : Topics.ALL) {
                var name = settings.topic(topic);
                var described = admin.describeTopics(List.of(name))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next()
                        .get();
                assertThat(described.partitions()).as(name).hasSize(topic.partitions());
                assertThat(config(admin, ConfigResource.Type.TOPIC, name))
                        .as(name)
                        .containsEntry("cleanup.policy", topic.compacted() ? "compact" : "delete")
                        .containsEntry(
                                topic.compacted() ? "max.message.bytes" : "retention.ms",
                                topic.compacted() ? "8388608" : "2592000000");
            }
        }
    }

    @Test
    void givesTrainersWhatWasAskedForBeforeTheyCame(KafkaSettings settings) throws Exception {
        try (var installation = new Installation(settings);
                var admin = Admin.create(settings.client())) {
            installation.create(LOCK);

            assertThat(config(admin, ConfigResource.Type.GROUP, settings.trainers()))
                    .containsEntry("share.auto.offset.reset", "earliest")
                    .containsEntry("share.record.lock.duration.ms", "15000")
                    .containsEntry("share.delivery.count.limit", "10")
                    .containsEntry("share.isolation.level", "read_committed");
            assertThat(installation.trainers()).isZero();
        }
    }

    @Test
    void hasTheFirstTrainerGetWhatWasAskedForBeforeItCame(KafkaSettings settings) throws Exception {
        var requests = settings.topic(Topics.TRAINING_REQUESTED);
        try (var installation = new Installation(settings);
                var producer = new KafkaProducer<>(settings.client(), new StringSerializer(), new StringSerializer());
                var trainer = trainer(settings)) {
            // Given
            installation.create(LOCK);
            producer.send(new ProducerRecord<>(requests, "run", "a request")).get();

            // When
            var received = firstReceived(trainer, requests);

            // Then
            assertThat(received).containsExactly("a request");
            assertThat(installation.trainers()).isEqualTo(1);
        }
    }

    @Test
    void givesTrainersNothingThatAFencedPrunerNeverSaid(KafkaSettings settings) throws Exception {
        var requests = settings.topic(Topics.TRAINING_REQUESTED);
        try (var installation = new Installation(settings);
                var pruner = new KafkaProducer<>(
                        settings.with(Map.of("transactional.id", settings.prefix() + "pruner")),
                        new StringSerializer(),
                        new StringSerializer());
                var trainer = trainer(settings)) {
            // Given
            installation.create(LOCK);
            pruner.initTransactions();
            pruner.beginTransaction();
            pruner.send(new ProducerRecord<>(requests, "run", "never said")).get();
            pruner.abortTransaction();
            pruner.beginTransaction();
            pruner.send(new ProducerRecord<>(requests, "run", "a request")).get();
            pruner.commitTransaction();

            // When
            var received = firstReceived(trainer, requests);

            // Then
            assertThat(received).containsExactly("a request");
        }
    }

    @Test
    void createsNothingTheSecondTimeButTakesNewSettings(KafkaSettings settings) throws Exception {
        try (var installation = new Installation(settings);
                var admin = Admin.create(settings.client())) {
            installation.create(LOCK);

            assertThat(installation.create(LOCK.multipliedBy(2))).isEmpty();
            assertThat(config(admin, ConfigResource.Type.GROUP, settings.trainers()))
                    .containsEntry("share.record.lock.duration.ms", "30000");
        }
    }

    @Test
    void leavesATopicAloneThatIsThere(KafkaSettings settings) throws Exception {
        try (var installation = new Installation(settings);
                var admin = Admin.create(settings.client())) {
            // Given
            var searches = settings.topic(Topics.SEARCHES);
            admin.createTopics(List.of(new NewTopic(searches, 3, (short) 1)))
                    .all()
                    .get();

            // When
            var created = installation.create(LOCK);

            // Then
            assertThat(created).hasSize(Topics.ALL.size() - 1).doesNotContain(searches);
        }
    }

    @Test
    void mayBeDoneBySeveralAtOnce(KafkaSettings settings) throws Exception {
        try (var installation = new Installation(settings);
                var workers = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> creation = () -> installation.create(LOCK);

            var created = new ArrayList<String>();
            for (var done : workers.invokeAll(List.of(creation, creation, creation, creation))) {
                created.addAll(done.get());
            }

            assertThat(created)
                    .containsExactlyInAnyOrderElementsOf(
                            Topics.ALL.stream().map(settings::topic).toList());
        }
    }

    private static KafkaShareConsumer<String, String> trainer(KafkaSettings settings) {
        return new KafkaShareConsumer<>(
                settings.with(Map.of("group.id", settings.trainers())),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static List<String> firstReceived(KafkaShareConsumer<String, String> trainer, String topic) {
        trainer.subscribe(List.of(topic));
        var received = new ArrayList<String>();
        var patience = Instant.now().plusSeconds(60);
        while (received.isEmpty() && Instant.now().isBefore(patience)) {
            trainer.poll(Duration.ofSeconds(1)).forEach(request -> received.add(request.value()));
        }
        return received;
    }

    private static Map<String, String> config(Admin admin, ConfigResource.Type type, String name) throws Exception {
        var resource = new ConfigResource(type, name);
        return admin.describeConfigs(List.of(resource)).values().values().iterator().next().get().entries().stream()
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
