package dev.tombola.evaluator;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A store that cannot be read now and then. */
final class FailingStore implements ObjectStore {
    private final ObjectStore store = new InMemoryObjectStore();
    private int failures;
    private int reads;

    void failNext(int times) {
        failures = times;
    }

    int reads() {
        return reads;
    }

    @Override
    public InputStream open(String key) {
        reads++;
        if (failures > 0) {
            failures--;
            throw new StoreException("the store does not answer");
        }
        return store.open(key);
    }

    @Override
    public void write(String key, byte[] content) {
        store.write(key, content);
    }

    @Override
    public void write(String key, Path file) {
        store.write(key, file);
    }

    @Override
    public OptionalLong size(String key) {
        return store.size(key);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }
}
