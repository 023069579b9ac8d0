package dev.tombola.kafka;

import dev.tombola.devstack.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the broker that demo and tests bring along. */
class TopicsTest extends TopicsContract {
    @Nullable
    private EmbeddedBroker broker;

    @BeforeAll
    void startBroker(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
        System.out.println("topics: on the embedded broker");
    }

    @AfterAll
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    String bootstrapServers() {
        return Objects.requireNonNull(broker).bootstrapServers();
    }
}
