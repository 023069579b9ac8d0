package dev.tombola.kafka;

/** A topic is not there. */
public final class MissingTopicException extends RuntimeException {
    public MissingTopicException(String topic) {
        super("topic " + topic + " does not exist: run `tombola init`");
    }
}
