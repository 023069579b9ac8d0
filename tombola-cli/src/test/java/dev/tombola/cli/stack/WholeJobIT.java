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

    @Override
    Map<String, String> start(Path folder) {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        store = EmbeddedStore.start(folder.resolve("store"), 0, "tombola", "key", "secret");
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
    void stop() {
        Objects.requireNonNull(store).close();
        Objects.requireNonNull(broker).close();
    }
}
