package dev.tombola.kafka;

import dev.tombola.ticket.event.Topic;

/** What was read: {@code value} is of the type that the topic holds. */
public record Event(Topic<?> topic, String key, Object value) {}
