package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records as anybody may have written them. */
public final class EventRecord {
    private static final int LONGEST = 200;

    private EventRecord() {}

    /**
     * The event that a record is.
     *
     * @throws InvalidDocumentException with one line that says why it is none: it is not JSON, says of itself that it is of
     *     another type or version, or lies under a key that is not its own, where it would shadow another's event
     */
    public static <E> E read(Topic<E> topic, ConsumerRecord<String, byte[]> record) {
        var type = record.headers().lastHeader("ce_type");
        if (type != null && !topic.eventType().equals(text(type.value()))) {
            throw new InvalidDocumentException(
                    "it is a %s, not a %s".formatted(brief(text(type.value())), topic.eventType()));
        }
        if (record.value() == null) {
            throw new InvalidDocumentException("it has no value");
        }
        var event = Json.read(record.value(), topic.event());
        if (record.key() == null) {
            throw new InvalidDocumentException("it has no key");
        }
        if (!topic.keyOf(event).equals(record.key())) {
            throw new InvalidDocumentException(
                    "its key is %s, that of its content %s".formatted(brief(record.key()), topic.keyOf(event)));
        }
        return event;
    }

    /** Where a record lies, as {@code topic-partition@offset}. */
    public static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Whatever anybody wrote, in one line of the log. */
    private static String brief(String text) {
        var start = text.substring(0, Math.min(LONGEST, text.length())).replaceAll("\\p{Cntrl}", "?");
        return start.length() < text.length() ? start + "…" : start;
    }

    private static String text(byte @Nullable [] utf8) {
        return utf8 == null ? "record without a type" : new String(utf8, StandardCharsets.UTF_8);
    }
}
