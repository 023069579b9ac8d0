package dev.tombola.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs while this is open; nothing of it reaches the console. */
final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final boolean passedOn;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    LogLines(Class<?> source) {
        this.logger = Logger.getLogger(source.getName());
        this.passedOn = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord record) {
        texts.add(new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(passedOn);
    }
}
