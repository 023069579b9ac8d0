package dev.tombola.devstack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A member of a share group that takes one record at a time. */
final class Worker implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT = Duration.ofSeconds(10);

    private final KafkaShareConsumer<String, String> consumer;
    private @Nullable ConsumerRecord<String, String> held;

    Worker(String bootstrapServers, String group, String topic) {
        consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "share.acknowledgement.mode",
                        "explicit",
                        "share.acquire.mode",
                        "record_limit",
                        "max.poll.records",
                        1),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** The value of the next record; empty when none comes. */
    String take() {
        consumer.poll(POLL).forEach(received -> held = received);
        return held == null ? "" : held.value();
    }

    /** Holds on to the record for so many milliseconds, and does something else beside. */
    void renewFor(long millis, Runnable meanwhile) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            answer(AcknowledgeType.RENEW);
            held = null;
            while (held == null) {
                take();
            }
            meanwhile.run();
        }
    }

    void accept() {
        answer(AcknowledgeType.ACCEPT);
    }

    int deliveries() {
        return Objects.requireNonNull(held).deliveryCount().orElseThrow();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void answer(AcknowledgeType type) {
        consumer.acknowledge(Objects.requireNonNull(held), type);
        consumer.commitSync(COMMIT)
                .values()
                .forEach(fault -> fault.ifPresent(e -> {
                    throw e;
                }));
    }
}
