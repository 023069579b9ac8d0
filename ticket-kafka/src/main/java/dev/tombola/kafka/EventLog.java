package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics, as a rule from their beginning, without a group, and knows when it has seen everything that was there at its start:
 * whoever plans before that asks for work that is done already. Not for several threads, but for {@link #wakeup()}.
 */
public final class EventLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLog.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Topic<?>> topics = new HashMap<>();
    private final Map<TopicPartition, Long> ends;
    private final AtomicBoolean caughtUp = new AtomicBoolean();

    /**
     * Opens the log.
     *
     * @throws MissingTopicException when a topic is not there yet
     */
    public EventLog(KafkaSettings settings, Collection<Topic<?>> topics) {
        this(settings, topics, Map.of());
    }

    /**
     * Opens a log that leaves out what is old.
     *
     * @param since what is older on these of the topics is not read; the others are read from their beginning
     * @throws MissingTopicException when a topic is not there yet
     */
    public EventLog(KafkaSettings settings, Collection<Topic<?>> topics, Map<Topic<?>, Instant> since) {
        topics.forEach(topic -> this.topics.put(settings.topic(topic), topic));
        this.consumer = new KafkaConsumer<>(
                settings.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        // Where what comes next is gone: the client's own "latest" leaves out all that is left.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        try {
            var partitions = this.topics.keySet().stream()
                    .flatMap(topic -> partitions(topic).stream())
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            this.ends = consumer.endOffsets(partitions);
            since.forEach((topic, begin) -> skip(partitions(settings.topic(topic)), begin));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Waits at most so long for new events. Records that are not what their topic holds are named in the log and left out. */
    public List<Event> poll(Duration wait) {
        var events = new ArrayList<Event>();
        try {
            for (var record : consumer.poll(wait)) {
                read(record, events);
            }
        } catch (WakeupException e) {
            LOG.log(System.Logger.Level.TRACE, "woken up", e);
        }
        if (!caughtUp.get()) {
            caughtUp.set(ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
        }
        return events;
    }

    /**
     * Hands over everything that is there now.
     *
     * @throws TimeoutException when the brokers go away meanwhile
     */
    public void readToEnd(Consumer<Event> listener) {
        do {
            var events = poll(Duration.ofMillis(200));
            events.forEach(listener);
            if (events.isEmpty() && !isCaughtUp()) {
                requireBrokers(PATIENCE);
            }
        } while (!isCaughtUp());
    }

    /**
     * To {@link #poll}, brokers that are gone look like brokers that have nothing to say: this tells one from the other.
     *
     * @throws TimeoutException when there is no answer within a time
     */
    public void requireBrokers(Duration patience) {
        consumer.endOffsets(ends.keySet(), patience);
    }

    /** Whether {@link #poll} has returned everything that was there when this log was opened. */
    public boolean isCaughtUp() {
        return caughtUp.get();
    }

    /** Ends a waiting {@link #poll} at once; for other threads. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void read(ConsumerRecord<String, byte[]> record, List<Event> events) {
        var topic = topics.get(record.topic());
        if (topic == null || record.value() == null) { // a key without a value is one that is gone
            return;
        }
        try {
            var value = EventRecord.read(topic, record);
            events.add(new Event(topic, record.key(), value, record.partition(), record.offset()));
        } catch (InvalidDocumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "ignored a malformed record at {0}: {1}",
                    EventRecord.place(record),
                    e.getMessage());
        }
    }

    private void skip(List<TopicPartition> partitions, Instant begin) {
        var times = partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> begin.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, first) -> {
            if (first != null) {
                consumer.seek(partition, first.offset());
            } else { // nothing is as young
                consumer.seekToEnd(List.of(partition));
            }
        });
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new MissingTopicException(topic);
        }
        return known.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
