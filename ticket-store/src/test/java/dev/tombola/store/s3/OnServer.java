package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.BucketContract;
import dev.tombola.ticket.store.Bucket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a server of one kind, and what only a server can show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnServer implements BucketContract, RefusedRequests, BrokenConnections {
    private final List<AutoCloseable> opened = new ArrayList<>();

    @Nullable
    private S3Server started;

    abstract S3Server start(Path folder) throws Exception;

    @BeforeAll
    void startServer(@TempDir Path folder) throws Exception {
        started = start(folder);
    }

    @Override
    public URI endpoint() {
        return Objects.requireNonNull(started).endpoint();
    }

    @AfterAll
    void stopServer() {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void disconnect() throws Exception {
        for (var store : opened) {
            store.close();
        }
        opened.clear();
    }

    @Override
    public Bucket connect(String name) {
        return connect(settings(endpoint(), name, S3Server.KEYS));
    }

    @Override
    public S3ObjectStore connect(S3Settings settings) {
        var store = new S3ObjectStore(settings);
        opened.add(store);
        return store;
    }

    @Override
    public Away away() {
        var settings = settings(S3Server.nowhere(), "tickets", S3Server.KEYS);
        return new Away.Store(connect(settings.withPatience(Duration.ofMillis(100))));
    }

    @Test
    void saysThatItIsABucket() {
        assertThat(connect("tickets").describe()).isEqualTo("bucket tickets");
    }
}
