package dev.tombola.devstack;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Compiles what the README shows. */
record ReadmeExample(Path folder, BiConsumer<String, URI> connecting) {
    void both() {
        try (var broker = EmbeddedBroker.start(folder);
                var store = EmbeddedStore.start(folder.resolve("store"), 0, "tombola", "key", "secret")) {
            connect(broker.bootstrapServers(), store.endpoint());
        }
    }

    private void connect(String brokers, URI store) {
        connecting.accept(brokers, store);
    }
}
