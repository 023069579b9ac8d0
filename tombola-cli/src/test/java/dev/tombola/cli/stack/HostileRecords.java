package dev.tombola.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tombola.kafka.KafkaSettings;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What anybody may write: on every topic, whatever is no event of it. */
final class HostileRecords {
    private static final String KEY = "hostile";
    private static final String WORSE_KEY = "../../hostile\nkey";

    /** In a header that nobody reads, by which these are told from others. */
    private static final String MARK = "hostile";

    private static final int LARGEST = (8 << 20) - 1024;

    private HostileRecords() {}

    /** What was recorded, less these. */
    static Recording without(Recording recording) {
        return new Recording(recording.lines().stream()
                .filter(line -> !line.headers().containsKey(MARK))
                .toList());
    }

    /** Returns when the brokers have them. */
    static void write(KafkaSettings settings) {
        send(settings, Topics.ALL.stream().flatMap(topic -> records(topic, settings.topic(topic))));
    }

    /** Returns when the brokers have them. */
    static void send(KafkaSettings settings, Stream<ProducerRecord<String, byte[]>> records) {
        var config = settings.with(Map.of("max.request.size", 8 << 20, "linger.ms", 0));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (var record : sent) {
                record.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<ProducerRecord<String, byte[]>> records(Topic<?> topic, String name) {
        var example = example(topic);
        var texts = List.of(
                "no json",
                "",
                "null",
                "7",
                "[]",
                "{}",
                example.substring(0, example.length() / 2),
                example + example,
                example.replaceAll("[0-9a-f]{64}", "../../../etc/passwd"),
                example.replaceAll("\\d+", "1e400"),
                "[".repeat(100_000),
                "{\"later\":\"%s\"}".formatted("x".repeat(topic.compacted() ? LARGEST : 900_000)));
        return Stream.concat(
                texts.stream().map(text -> record(name, KEY, text, topic.eventType())),
                Stream.of(
                        record(name, KEY, null, topic.eventType()),
                        record(name, KEY, example, topic.eventType()),
                        record(name, KEY, example, "dev.tombola." + topic.name() + ".v2"),
                        record(name, WORSE_KEY, example, "com.example.thing")));
    }

    static ProducerRecord<String, byte[]> record(String topic, String key, @Nullable String value, String type) {
        var record = new ProducerRecord<>(topic, key, value == null ? null : value.getBytes(UTF_8));
        record.headers().add("ce_type", type.getBytes(UTF_8)).add(MARK, new byte[] {1});
        return record;
    }

    static String example(Topic<?> topic) {
        try (var in = Topic.class.getResourceAsStream("/schemas/examples/" + topic.name() + ".v1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
