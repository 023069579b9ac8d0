package dev.tombola.cli.stack;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Takes down all that lies on the topics, to the byte: not through {@code EventLog}, which reads what it understands. */
final class TopicRecorder {
    private TopicRecorder() {}

    static Recording record(KafkaSettings settings) {
        var names = Topics.ALL.stream().collect(Collectors.toMap(settings::topic, topic -> topic.name()));
        try (var consumer = new KafkaConsumer<>(
                settings.with(Map.of("isolation.level", "read_committed", "enable.auto.commit", false)),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = names.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return new Recording(records.stream()
                    .sorted(Comparator.<ConsumerRecord<String, String>>comparingLong(ConsumerRecord::timestamp)
                            .thenComparing(ConsumerRecord::topic)
                            .thenComparingInt(ConsumerRecord::partition)
                            .thenComparingLong(ConsumerRecord::offset))
                    .map(record -> line(record, names))
                    .toList());
        }
    }

    private static Recording.Line line(ConsumerRecord<String, String> record, Map<String, String> names) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Recording.Line(
                names.getOrDefault(record.topic(), record.topic()),
                record.partition(),
                record.offset(),
                record.key(),
                headers,
                record.value());
    }
}
