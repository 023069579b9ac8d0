package dev.tombola.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Broker.class)
@Timeout(300)
class EventLogTest {
    private static final RunId RUN = RunId.parse("1".repeat(64));
    private static final List<Topic<?>> WITHDRAWN = List.of(Topics.TRAINING_WITHDRAWN);

    @Test
    void isAtItsEndAtOnceWhereNothingWasWritten(KafkaSettings settings) {
        install(settings);

        try (var log = new EventLog(settings, Topics.ALL)) {
            assertThat(readToEnd(log)).isEmpty();
            assertThat(log.isCaughtUp()).isTrue();
        }
    }

    @Test
    void readsWhatIsOnItsTopicsAndNoMore(KafkaSettings settings) {
        // Given
        install(settings);
        var progress = IntStream.range(0, 100)
                .mapToObj(step -> new TrainingProgressed(run(step), "trainer-1", null, null, step, 100, 0.5, null))
                .toList();
        try (var writer = EventWriter.plain(settings, "trainer-1")) {
            progress.forEach(event -> writer.write(Topics.TRAINING_PROGRESSED, event));
            writer.write(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(RUN, 1));
        }

        // When
        var read = readToEnd(settings, List.of(Topics.TRAINING_PROGRESSED));

        // Then
        assertThat(read)
                .allMatch(event -> event.topic().equals(Topics.TRAINING_PROGRESSED))
                .allMatch(event ->
                        ((TrainingProgressed) event.value()).run().toString().equals(event.key()))
                .extracting(Event::value)
                .containsExactlyInAnyOrderElementsOf(progress);
    }

    @Test
    void comesToItsEndBehindTheMarkersOfTransactions(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.fenced(settings, "pruner")) {
            writer.write(withdrawals(1));
            writer.write(withdrawals(2, 3));
        }

        assertThat(asks(readToEnd(settings, WITHDRAWN))).containsExactly(1, 2, 3);
    }

    @Test
    void leavesOutWhatAPredecessorNeverCommitted(KafkaSettings settings) throws Exception {
        install(settings);
        try (var predecessor = producer(settings, settings.prefix() + "pruner")) {
            // Given
            predecessor.initTransactions();
            predecessor.beginTransaction();
            send(
                    predecessor,
                    settings.topic(Topics.TRAINING_WITHDRAWN),
                    RUN.toString(),
                    "{\"run\":\"%s\",\"ask\":1}".formatted(RUN));

            // When
            try (var successor = EventWriter.fenced(settings, "pruner")) {
                successor.write(withdrawals(2));

                // Then
                assertThat(asks(readToEnd(settings, WITHDRAWN))).containsExactly(2);
            }
        }
    }

    @Test
    void goesOnWithWhatComesLater(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.plain(settings, "pruner");
                var log = new EventLog(settings, WITHDRAWN)) {
            writer.write(withdrawals(1));
            var read = readToEnd(log);
            writer.write(withdrawals(2));

            while (read.size() < 2) {
                read.addAll(log.poll(Duration.ofMillis(100)));
            }

            assertThat(asks(read)).containsExactly(1, 2);
            assertThat(log.isCaughtUp()).isTrue();
        }
    }

    @Test
    void namesAMalformedRecordInOneLineAndGoesOn(KafkaSettings settings) throws Exception {
        // Given
        install(settings);
        var place = settings.topic(Topics.TRAINING_PROGRESSED) + "-0@";
        var sound = "{\"run\":\"" + RUN + "\",\"trainer\":\"t\",\"step\":1,\"steps\":2}";
        try (var producer = producer(settings, null)) {
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), "no json");
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), "{\"run\":\"" + RUN + "\"}");
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), null, sound);
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), null);
            send(producer, settings.topic(Topics.TRAINING_PROGRESSED), RUN.toString(), sound);
        }

        // When
        try (var lines = new LogLines(EventLog.class)) {
            var read = readToEnd(settings, List.of(Topics.TRAINING_PROGRESSED));

            // Then
            assertThat(read)
                    .extracting(Event::value)
                    .containsExactly(new TrainingProgressed(RUN, "t", null, null, 1, 2, null, null));
            assertThat(lines.texts())
                    .containsExactly(
                            "ignored a malformed record at " + place
                                    + "0: line 1, column 1: Unrecognized token 'no': was"
                                    + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                            "ignored a malformed record at " + place + "1: step: is missing",
                            "ignored a malformed record at " + place + "2: it has no key");
        }
    }

    @Test
    void namesATopicThatIsNotThereAndDoesNotCreateIt(KafkaSettings settings) {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> new EventLog(settings, WITHDRAWN).close())
                    .isInstanceOf(MissingTopicException.class)
                    .hasMessage("topic " + settings.prefix() + "training-withdrawn does not exist: run `tombola init`");
        }
    }

    @Test
    void leavesOutWhatIsOldWhereToldTo(KafkaSettings settings) throws Exception {
        // Given
        install(settings);
        var now = Instant.now();
        var topic = settings.topic(Topics.TRAINING_PROGRESSED);
        try (var producer = producer(settings, null)) {
            for (int age = 3; age >= 0; age--) {
                var value = "{\"run\":\"%s\",\"trainer\":\"t\",\"step\":%d,\"steps\":9}".formatted(RUN, age);
                var time = now.minus(Duration.ofHours(age)).toEpochMilli();
                for (int partition : new int[] {0, age}) {
                    producer.send(new ProducerRecord<>(topic, partition, time, RUN.toString(), value.getBytes(UTF_8)))
                            .get();
                }
            }
        }
        try (var writer = EventWriter.plain(settings, "pruner")) {
            writer.write(withdrawals(1));
        }

        // When
        var topics = List.<Topic<?>>of(Topics.TRAINING_PROGRESSED, Topics.TRAINING_WITHDRAWN);
        var begin = now.minus(Duration.ofMinutes(90));
        try (var log = new EventLog(settings, topics, Map.of(Topics.TRAINING_PROGRESSED, begin))) {
            var read = readToEnd(log);

            // Then
            assertThat(read)
                    .filteredOn(event -> event.value() instanceof TrainingProgressed)
                    .extracting(event -> ((TrainingProgressed) event.value()).step())
                    .as("of an hour ago and of now, in partition 0 and in one that holds older ones too, or none")
                    .containsExactlyInAnyOrder(1, 1, 0, 0);
            assertThat(read).hasSize(5);
        }
    }

    @Test
    void goesOnAtTheFirstRecordThatIsLeftWhereItsNextIsGone(KafkaSettings settings) throws Exception {
        // Given: a log that stands at the second of four records
        install(settings);
        var now = Instant.now();
        var topic = settings.topic(Topics.TRAINING_PROGRESSED);
        try (var producer = producer(settings, null)) {
            for (int age = 4; age > 0; age--) {
                var value = "{\"run\":\"%s\",\"trainer\":\"t\",\"step\":%d,\"steps\":9}".formatted(RUN, age);
                var time = now.minus(Duration.ofHours(age)).toEpochMilli();
                producer.send(new ProducerRecord<>(topic, 0, time, RUN.toString(), value.getBytes(UTF_8)))
                        .get();
            }
        }
        var begin = now.minus(Duration.ofMinutes(210));
        var topics = List.<Topic<?>>of(Topics.TRAINING_PROGRESSED);
        try (var log = new EventLog(settings, topics, Map.of(Topics.TRAINING_PROGRESSED, begin));
                var admin = Admin.create(settings.client())) {
            // When
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();

            // Then
            assertThat(readToEnd(log))
                    .extracting(event -> ((TrainingProgressed) event.value()).step())
                    .containsExactly(2, 1);
        }
    }

    @Test
    void noticesThatTheBrokersAreGone(@TempDir Path folder) {
        EventLog log;
        try (var broker = EmbeddedBroker.start(folder)) {
            var settings = KafkaSettings.local(broker.bootstrapServers());
            install(settings);
            log = new EventLog(settings, WITHDRAWN);
            log.requireBrokers(Duration.ofMinutes(1));
        }

        try (log) {
            assertThatThrownBy(() -> log.requireBrokers(Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void stopsWaitingWhenItIsWoken(KafkaSettings settings) {
        install(settings);
        try (var log = new EventLog(settings, WITHDRAWN)) {
            log.wakeup();

            assertThat(log.poll(Duration.ofMinutes(10))).isEmpty();
        }
    }

    private static List<Event> readToEnd(KafkaSettings settings, List<Topic<?>> topics) {
        try (var log = new EventLog(settings, topics)) {
            return readToEnd(log);
        }
    }

    private static List<Event> readToEnd(EventLog log) {
        var read = new ArrayList<Event>();
        log.readToEnd(read::add);
        return read;
    }

    private static List<Integer> asks(List<Event> events) {
        return events.stream()
                .map(event -> ((TrainingWithdrawn) event.value()).ask())
                .toList();
    }

    private static List<Outgoing<?>> withdrawals(int... asks) {
        return IntStream.of(asks)
                .<Outgoing<?>>mapToObj(
                        ask -> new Outgoing<>(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(RUN, ask)))
                .toList();
    }

    private static RunId run(int number) {
        return RunId.parse("%064x".formatted(number));
    }

    private static void install(KafkaSettings settings) {
        try (var installation = new Installation(settings)) {
            installation.create(Duration.ofSeconds(15));
        }
    }

    /** To the first partition. */
    private static void send(
            KafkaProducer<String, byte[]> producer, String topic, @Nullable String key, @Nullable String value)
            throws Exception {
        var bytes = value == null ? null : value.getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, 0, key, bytes)).get();
    }

    private static KafkaProducer<String, byte[]> producer(KafkaSettings settings, @Nullable String transactionalId) {
        Map<String, Object> more =
                transactionalId == null ? Map.of() : Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(settings.with(more), new StringSerializer(), new ByteArraySerializer());
    }
}
