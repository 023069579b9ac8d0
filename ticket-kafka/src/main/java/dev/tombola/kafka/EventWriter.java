package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends events as JSON with the headers of CloudEvents 1.0 in binary mode. An event's id is a hash of its topic, key and
 * value, so that equal events have equal ids.
 */
public final class EventWriter implements AutoCloseable {
    private static final int MOST_BYTES = 8 << 20;

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaSettings settings;
    private final String source;
    private final boolean transactional;

    private EventWriter(KafkaSettings settings, String source, Map<String, Object> more) {
        var config = new HashMap<>(settings.with(more));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"); // large plans shrink tenfold; needs no native code
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.settings = settings;
        this.source = source;
        this.transactional = more.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    /** For those who are many: trainers, users. */
    public static EventWriter plain(KafkaSettings settings, String source) {
        return new EventWriter(settings, source, Map.of());
    }

    /**
     * For the one active pruner or evaluator: its fixed transactional id fences a frozen predecessor that wakes up, whose
     * next {@link #write(List)} writes nothing and throws {@link ProducerFencedException} or
     * {@link InvalidProducerEpochException}. Whoever plans by what an {@link EventLog} says opens this first: what a
     * predecessor writes later than the log's end would otherwise be missed.
     */
    public static EventWriter fenced(KafkaSettings settings, String source) {
        var writer = new EventWriter(
                settings, source, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.prefix() + source));
        writer.producer.initTransactions();
        return writer;
    }

    /**
     * Writes all events or, where the writer is fenced, none; returns when the brokers have them.
     *
     * @throws OversizedEventException when one is larger than its topic takes
     */
    public void write(List<Outgoing<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        if (transactional) {
            writeAtOnce(events);
        } else {
            send(events).forEach(EventWriter::await);
        }
    }

    private void writeAtOnce(List<Outgoing<?>> events) {
        producer.beginTransaction();
        try {
            var sent = send(events);
            producer.flush();
            sent.forEach(EventWriter::await); // whose complaint says more than that of a commit that cannot be
            producer.commitTransaction();
        } catch (ProducerFencedException e) {
            throw e; // there is a successor: nothing is left to be done
        } catch (KafkaException e) {
            throw aborted(e);
        }
    }

    /** So that a later write can begin anew; or finds that there is a successor. */
    private KafkaException aborted(KafkaException cause) {
        try {
            producer.abortTransaction();
            return cause;
        } catch (ProducerFencedException e) {
            e.addSuppressed(cause);
            return e;
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            return cause;
        }
    }

    private List<Sent> send(List<Outgoing<?>> events) {
        return events.stream()
                .map(this::record)
                .map(record -> new Sent(record, producer.send(record)))
                .toList();
    }

    /** On its way to the brokers. */
    private record Sent(ProducerRecord<String, byte[]> record, Future<RecordMetadata> answer) {
        OversizedEventException oversized(RecordTooLargeException cause) {
            return new OversizedEventException(record.topic(), record.key(), record.value().length, cause);
        }
    }

    /** Writes one event; returns when the brokers have it. */
    public <E> void write(Topic<E> topic, E event) {
        write(List.of(new Outgoing<>(topic, event)));
    }

    /** An event that is to be written. */
    public record Outgoing<E>(Topic<E> topic, E event) {
        /** What it lies under. */
        public String key() {
            return topic.keyOf(event);
        }
    }

    private <E> ProducerRecord<String, byte[]> record(Outgoing<E> outgoing) {
        byte[] value = Json.write(outgoing.event()).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(settings.topic(outgoing.topic()), outgoing.key(), value);
        var digest = Digest.sha256();
        digest.update(outgoing.topic().name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(outgoing.key().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(value);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        Digest.of(digest).hex().substring(0, 32),
                        "ce_type",
                        outgoing.topic().eventType(),
                        "ce_source",
                        "/tombola/" + source,
                        "ce_subject",
                        outgoing.key(),
                        "content-type",
                        "application/json")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static void await(Sent sent) {
        try {
            sent.answer().get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProducerFencedException
                    || e.getCause() instanceof InvalidProducerEpochException) {
                throw (KafkaException) e.getCause();
            }
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw sent.oversized(tooLarge);
            }
            var cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("event was not written: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
