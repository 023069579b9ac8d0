package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;

/** What was read, and where on its topic it lies: {@code value} is of the type that the topic holds. */
public record Event(Topic<?> topic, String key, Object value, int partition, long offset) {
    /** At the beginning of a topic. */
    public Event(Topic<?> topic, String key, Object value) {
        this(topic, key, value, 0, 0);
    }
}
