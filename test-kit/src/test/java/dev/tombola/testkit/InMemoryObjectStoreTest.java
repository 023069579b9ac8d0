package dev.tombola.testkit;

import dev.tombola.ticket.store.ObjectStore;

class InMemoryObjectStoreTest implements ObjectStoreContract {
    @Override
    public ObjectStore emptyStore() {
        return new InMemoryObjectStore();
    }
}
