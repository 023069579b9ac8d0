package dev.tombola.cli.stack;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.devstack.EmbeddedStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On the broker and the store that demo and tests bring along. */
class WholeJobIT extends WholeJob {
    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedStore store;
    private @Nullable Path objects;

    @Override
    Map<String, String> start(Path folder) {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        objects = folder.resolve("store");
        store = EmbeddedStore.start(objects, 0, "tombola", "key", "secret");
        System.out.println("whole job: on the embedded broker and store");
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "tombola.store.endpoint",
                store.endpoint().toString(),
                "tombola.store.access-key",
                "key",
                "tombola.store.secret-key",
                "secret");
    }

    @Override
    boolean hasKeys() {
        return true;
    }

    @Override
    void takeKeys(String secretKey) {
        var before = Objects.requireNonNull(store);
        int port = before.endpoint().getPort();
        before.close();
        store = EmbeddedStore.start(Objects.requireNonNull(objects), port, "tombola", "key", secretKey);
    }

    @Override
    void stop() {
        Objects.requireNonNull(store).close();
        Objects.requireNonNull(broker).close();
    }
}
