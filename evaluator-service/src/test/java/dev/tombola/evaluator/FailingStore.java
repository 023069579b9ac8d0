package dev.tombola.evaluator;

import dev.tombola.testkit.ForwardingStore;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.InputStream;

/** A store that cannot be read now and then. */
final class FailingStore extends ForwardingStore {
    private int failures;
    private int reads;

    FailingStore() {
        super(new InMemoryObjectStore());
    }

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
        return super.open(key);
    }
}
