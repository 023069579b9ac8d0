package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.store.StoreException;
import org.junit.jupiter.api.Test;

class FaultyStoreTest implements ObjectStoreContract {
    @Override
    public ObjectStore emptyStore() {
        return new FaultyStore(new InMemoryObjectStore());
    }

    @Override
    public Away away() {
        var store = new FaultyStore(new InMemoryObjectStore());
        store.fail((_, _) -> true);
        return new Away.Store(store);
    }

    @Test
    void failsSoManyRequestsOfOneKindAndCountsAll() {
        // Given
        var store = new FaultyStore(new InMemoryObjectStore());
        store.failNext(Request.OPEN, 1);

        // When
        store.write("key", CONTENT);

        // Then
        assertThatThrownBy(() -> store.read("key", SizeLimit.DOCUMENT)).isInstanceOf(StoreException.class);
        assertThat(store.read("key", SizeLimit.DOCUMENT)).isEqualTo(CONTENT);
        assertThat(store.count(Request.OPEN)).isEqualTo(2);
        assertThat(store.count(Request.WRITE)).isEqualTo(1);
    }
}
