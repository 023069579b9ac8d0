package dev.tombola.ticket.event;

/**
 * A topic and the one type of event on it.
 *
 * @param name without the prefix of the installation
 * @param compacted whether it keeps the last value of every key for ever; otherwise everything for 30 days
 */
public record Topic<E>(String name, Class<E> event, int partitions, boolean compacted) {
    /** The type of its events in CloudEvents headers. */
    public String eventType() {
        return "dev.tombola." + name + ".v1";
    }

    /** What brokers know it by. */
    public String in(String prefix) {
        return prefix + name;
    }
}
