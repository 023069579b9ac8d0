package dev.tombola.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What tests write for a log to read, and read of it. */
final class EventLogs {
    private static final RunId RUN = RunId.parse("1".repeat(64));

    private EventLogs() {}

    static List<Event> readToEnd(KafkaSettings settings, List<Topic<?>> topics) {
        try (var log = new EventLog(settings, topics)) {
            return readToEnd(log);
        }
    }

    static List<Event> readToEnd(EventLog log) {
        var read = new ArrayList<Event>();
        log.readToEnd(read::add);
        return read;
    }

    static List<Outgoing<?>> withdrawals(int... asks) {
        return IntStream.of(asks)
                .<Outgoing<?>>mapToObj(
                        ask -> new Outgoing<>(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(RUN, ask)))
                .toList();
    }

    static void install(KafkaSettings settings) {
        try (var installation = new Installation(settings)) {
            installation.create(Duration.ofSeconds(15));
        }
    }

    /** To the first partition. */
    static void send(KafkaProducer<String, byte[]> producer, String topic, @Nullable String key, @Nullable String value)
            throws Exception {
        var bytes = value == null ? null : value.getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, 0, key, bytes)).get();
    }

    static KafkaProducer<String, byte[]> producer(KafkaSettings settings, @Nullable String transactionalId) {
        Map<String, Object> more =
                transactionalId == null ? Map.of() : Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(settings.with(more), new StringSerializer(), new ByteArraySerializer());
    }
}
