package dev.tombola.kafka;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** An event is larger than its topic takes: no retry can help, and nothing was written. */
public final class OversizedEventException extends KafkaException {
    public OversizedEventException(String topic, String key, int bytes, @Nullable Throwable cause) {
        super("an event of %d bytes under %s is more than %s takes".formatted(bytes, key, topic), cause);
    }
}
