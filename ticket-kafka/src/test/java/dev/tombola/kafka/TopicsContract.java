package dev.tombola.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.search.RunId;
import dev.tombola.ticket.store.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What topics, events and requests have to do on any broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class TopicsContract {
    private static final Duration LOCK = Duration.ofSeconds(15);

    /** HOST:PORT of the broker that the tests share. */
    abstract String bootstrapServers();

    @Test
    void createsWhatIsMissingAndNothingTwice() {
        var settings = newInstallation();
        try (var installation = new Installation(settings)) {
            assertThat(installation.create(LOCK))
                    .containsExactlyElementsOf(
                            Topics.ALL.stream().map(settings::topic).toList());
            assertThat(installation.create(LOCK)).isEmpty();
            assertThat(installation.trainers()).isZero();
        }
    }

    @Test
    void saysThatATopicIsMissing() {
        var settings = newInstallation();

        assertThatThrownBy(() -> new EventLog(settings, List.of(Topics.SEARCHES)))
                .isInstanceOf(MissingTopicException.class)
                .hasMessage("topic %s does not exist: run `tombola init`", settings.topic(Topics.SEARCHES));
    }

    @Test
    void readsWhatWasThereAndWhatComesLater() {
        var settings = created();
        try (var writer = EventWriter.fenced(settings, "pruner")) {
            writer.write(List.of(withdrawn("a", 1), withdrawn("b", 1)));
            try (var log = new EventLog(settings, List.of(Topics.TRAINING_WITHDRAWN))) {
                assertThat(log.readToEnd()).extracting(Event::value).containsExactly(event("a", 1), event("b", 1));

                writer.write(List.of(withdrawn("a", 2)));

                assertThat(next(log)).extracting(Event::value).containsExactly(event("a", 2));
            }
        }
    }

    @Test
    void passesOverWhatIsNoEvent() {
        var settings = created();
        send(settings, settings.topic(Topics.TRAINING_WITHDRAWN), "garbage");
        try (var writer = EventWriter.plain(settings, "pruner")) {
            writer.write(List.of(withdrawn("a", 1)));
        }
        try (var log = new EventLog(settings, List.of(Topics.TRAINING_WITHDRAWN))) {
            assertThat(log.readToEnd()).extracting(Event::value).containsExactly(event("a", 1));
        }
    }

    @Test
    void shutsOutTheWriterThatWasThereBefore() {
        var settings = created();
        try (var frozen = EventWriter.fenced(settings, "pruner");
                var successor = EventWriter.fenced(settings, "pruner")) {
            successor.write(List.of(withdrawn("a", 1)));

            assertThatThrownBy(() -> frozen.write(List.of(withdrawn("b", 1))))
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        }
        try (var log = new EventLog(settings, List.of(Topics.TRAINING_WITHDRAWN))) {
            assertThat(log.readToEnd()).extracting(Event::value).containsExactly(event("a", 1));
        }
    }

    @Test
    void deliversRequestsThatAreOlderThanTheFirstTrainer() {
        var settings = created();
        String topic = settings.topic(Topics.TRAINING_REQUESTED);
        send(settings, topic, "a request");

        try (var trainer = new KafkaShareConsumer<>(
                settings.with(Map.of("group.id", settings.trainers())),
                new StringDeserializer(),
                new StringDeserializer())) {
            trainer.subscribe(List.of(topic));
            var received = new ArrayList<String>();
            var patience = Instant.now().plusSeconds(60);
            while (received.isEmpty() && Instant.now().isBefore(patience)) {
                trainer.poll(Duration.ofSeconds(1)).forEach(record -> received.add(record.value()));
            }

            assertThat(received).containsExactly("a request");
            try (var installation = new Installation(settings)) {
                assertThat(installation.trainers()).isEqualTo(1);
            }
        }
    }

    /** With a prefix of its own, so that tests do not meet. */
    private KafkaSettings newInstallation() {
        var client = KafkaSettings.local(bootstrapServers()).client();
        return new KafkaSettings(client, UUID.randomUUID() + ".");
    }

    private KafkaSettings created() {
        var settings = newInstallation();
        try (var installation = new Installation(settings)) {
            installation.create(LOCK);
        }
        return settings;
    }

    private static List<Event> next(EventLog log) {
        var patience = Instant.now().plusSeconds(60);
        var events = log.poll(Duration.ofSeconds(1));
        while (events.isEmpty() && Instant.now().isBefore(patience)) {
            events = log.poll(Duration.ofSeconds(1));
        }
        return events;
    }

    private static void send(KafkaSettings settings, String topic, String value) {
        try (var producer = new KafkaProducer<>(settings.client(), new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, "key", value)); // closing waits for it
        }
    }

    private static Outgoing<TrainingWithdrawn> withdrawn(String run, int ask) {
        var event = event(run, ask);
        return new Outgoing<>(Topics.TRAINING_WITHDRAWN, event.run().toString(), event);
    }

    private static TrainingWithdrawn event(String run, int ask) {
        return new TrainingWithdrawn(new RunId(Digest.of(run.getBytes(StandardCharsets.UTF_8))), ask);
    }
}
