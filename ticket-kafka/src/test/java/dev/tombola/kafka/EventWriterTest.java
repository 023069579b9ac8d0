package dev.tombola.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Broker.class)
class EventWriterTest {
    private static final RunId RUN = RunId.parse("1".repeat(64));
    private static final RunId OTHER = RunId.parse("2".repeat(64));

    @Test
    void sendsJsonUnderItsKeyWithTheHeadersOfCloudEvents(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.plain(settings, "trainer-1")) {
            writer.write(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(RUN, 2));
        }

        var record = records(settings, 1).getFirst();
        assertThat(record.key()).isEqualTo(RUN.toString());
        assertThat(record.value()).isEqualTo("{\"run\":\"" + RUN + "\",\"ask\":2}");
        assertThat(headers(record))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "aa1172a07fd533e9bcd68eede4c9691f",
                        "ce_type", "dev.tombola.training-withdrawn.v1",
                        "ce_source", "/tombola/trainer-1",
                        "ce_subject", RUN.toString(),
                        "content-type", "application/json"));
    }

    @Test
    void givesEqualEventsEqualIdsAndOthersOthers(KafkaSettings settings) {
        install(settings);
        try (var trainer = EventWriter.plain(settings, "trainer-1");
                var other = EventWriter.fenced(settings, "pruner")) {
            trainer.write(withdrawal(RUN, 1));
            other.write(withdrawal(RUN, 1));
            other.write(withdrawal(RUN, 2));
            other.write(withdrawal(OTHER, 1));
        }

        var ids = records(settings, 4).stream()
                .map(record -> headers(record).get("ce_id"))
                .toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(ids.stream().distinct()).hasSize(3);
    }

    @Test
    void writesAllOrNothingWhereItIsTheOnlyOne(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.fenced(settings, "pruner")) {
            var tooLarge = new TrainingProgressed(RUN, "x".repeat(9 << 20), null, null, 1, 2, null, null);
            var both = List.<Outgoing<?>>of(
                    withdrawal(RUN, 1).getFirst(), new Outgoing<>(Topics.TRAINING_PROGRESSED, tooLarge));

            assertThatThrownBy(() -> writer.write(both))
                    .isInstanceOf(OversizedEventException.class)
                    .hasMessageMatching("an event of 94\\d+ bytes under 1{64} is more than \\S+progressed takes");
            writer.write(withdrawal(RUN, 2));
        }

        assertThat(records(settings, 1))
                .extracting(ConsumerRecord::value)
                .singleElement()
                .asString()
                .contains("\"ask\":2");
    }

    @Test
    void saysWhatWasNotWritten(KafkaSettings settings) {
        install(settings);
        try (var writer = EventWriter.plain(settings, "trainer-1")) {
            var tooLarge = new TrainingProgressed(RUN, "x".repeat(9 << 20), null, null, 1, 2, null, null);

            assertThatThrownBy(() -> writer.write(Topics.TRAINING_PROGRESSED, tooLarge))
                    .isInstanceOf(OversizedEventException.class)
                    .hasMessageMatching("an event of 94\\d+ bytes under 1{64} is more than \\S+progressed takes");
        }
    }

    @Test
    void fencesItsPredecessor(KafkaSettings settings) {
        install(settings);
        try (var predecessor = EventWriter.fenced(settings, "pruner")) {
            predecessor.write(withdrawal(RUN, 1));
            try (var successor = EventWriter.fenced(settings, "pruner")) {
                assertThatThrownBy(() -> predecessor.write(withdrawal(RUN, 2)))
                        .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
                assertThatThrownBy(() -> predecessor.write(withdrawal(RUN, 3))).isInstanceOf(KafkaException.class);

                successor.write(withdrawal(RUN, 4));
            }
        }

        assertThat(records(settings, 2))
                .extracting(ConsumerRecord::value)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"ask\":1"),
                        second -> assertThat(second).contains("\"ask\":4"));
    }

    @Test
    void leavesThoseOfAnotherNameAlone(KafkaSettings settings) {
        install(settings);
        try (var pruner = EventWriter.fenced(settings, "pruner");
                var evaluator = EventWriter.fenced(settings, "evaluator")) {
            evaluator.write(withdrawal(RUN, 1));
            pruner.write(withdrawal(RUN, 2));
            pruner.write(List.of());
        }

        assertThat(records(settings, 2)).hasSize(2);
    }

    private static List<Outgoing<?>> withdrawal(RunId run, int ask) {
        return List.of(new Outgoing<>(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(run, ask)));
    }

    private static void install(KafkaSettings settings) {
        try (var installation = new Installation(settings)) {
            installation.create(Duration.ofSeconds(15));
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(java.util.stream.Collectors.toMap(
                        Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
    }

    /** What a subscriber sees on one topic: at least so many records. */
    private static List<ConsumerRecord<String, String>> records(KafkaSettings settings, int count) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                settings.with(Map.of("isolation.level", "read_committed")),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(settings.topic(Topics.TRAINING_WITHDRAWN), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        assertThat(found).hasSize(count);
        return found;
    }
}
