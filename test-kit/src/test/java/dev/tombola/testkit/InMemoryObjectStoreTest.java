package dev.tombola.testkit;

import dev.tombola.ticket.store.ObjectStore;

class InMemoryObjectStoreTest implements ObjectStoreContract {
    @Override
    public ObjectStore emptyStore() {
        return new InMemoryObjectStore();
    }

    @Override
    public Away away() {
        return new Away.Never("a store on the heap is never away");
    }
}
