package dev.tombola.ticket.event;

import java.util.function.Function;

/**
 * A topic and the one type of event on it.
 *
 * @param name without the prefix of the installation
 * @param compacted whether it keeps the last value of every key for ever; otherwise everything for 30 days
 * @param key of an event; the only one that it may have, since a compacted topic forgets by key
 */
public record Topic<E>(String name, Class<E> event, int partitions, boolean compacted, Function<E, Object> key) {
    /** The type of its events in CloudEvents headers. */
    public String eventType() {
        return "dev.tombola." + name + ".v1";
    }

    /** What brokers know it by. */
    public String in(String prefix) {
        return prefix + name;
    }

    /** The key that an event has to have. */
    public String keyOf(E event) {
        return key.apply(event).toString();
    }
}
