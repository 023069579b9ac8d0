package dev.tombola.simulation;

import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The store as a process sees it: every call takes time, and may fail before or after it did what was asked. */
record Bucket(ObjectStore store, Fate fate, VirtualTime time, Trace trace) implements ObjectStore {
    private static final Duration USUAL = Duration.ofMillis(10);
    private static final Duration SLOW = Duration.ofSeconds(4);
    private static final Duration LATE = Duration.ofSeconds(10);

    @Override
    public void write(String key, byte[] content) {
        change("write " + key, () -> store.write(key, content));
    }

    @Override
    public void write(String key, Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        change("write " + key, () -> store.write(key, content));
    }

    @Override
    public InputStream open(String key) {
        return ask("open " + key, () -> store.open(key));
    }

    @Override
    public OptionalLong size(String key) {
        return ask("size " + key, () -> store.size(key));
    }

    @Override
    public List<String> list(String prefix) {
        return ask("list " + prefix, () -> store.list(prefix));
    }

    @Override
    public void delete(String key) {
        change("delete " + key, () -> store.delete(key));
    }

    private void change(String what, Runnable change) {
        ask(what, () -> {
            change.run();
            if (what.startsWith("write") && fate.strikes(Hazard.REPEATED_WRITE)) {
                time.after(fate.upTo(LATE), () -> {
                    trace.note(time.elapsed().toMillis(), "store", "%s again", what);
                    change.run();
                });
            }
            return true;
        });
    }

    private <T> T ask(String what, Supplier<T> answer) {
        time.pause(latency());
        boolean fails = fate.strikes(Hazard.STORE_FAULT);
        if (fails && fate.coin()) {
            trace.note(time.elapsed().toMillis(), time.who(), "%s: the store is away", what);
            throw new StoreException("the store is away: " + what);
        }
        trace.note(time.elapsed().toMillis(), time.who(), "%s", what);
        var answered = answer.get();
        time.pause(latency());
        if (fails) {
            trace.note(time.elapsed().toMillis(), time.who(), "%s: no answer", what);
            throw new StoreException("no answer: " + what);
        }
        return answered;
    }

    private Duration latency() {
        return fate.strikes(Hazard.SLOW_STORE) ? fate.upTo(SLOW) : fate.upTo(USUAL);
    }
}
