package dev.tombola.kafka;

import static dev.tombola.kafka.EventLogs.install;
import static dev.tombola.kafka.EventLogs.producer;
import static dev.tombola.kafka.EventLogs.readToEnd;
import static dev.tombola.kafka.EventLogs.withdrawals;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a log begins, and goes on, when what is old is left out or gone. */
@ExtendWith(Broker.class)
@Timeout(300)
class EventLogBeginTest {
    private static final RunId RUN = RunId.parse("1".repeat(64));

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
}
