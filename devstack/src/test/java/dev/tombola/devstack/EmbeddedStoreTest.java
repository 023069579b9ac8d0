package dev.tombola.devstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsObjectsAcrossARestart() {
        // Given
        byte[] content = "ticket".getBytes(UTF_8);
        try (var server = start(0);
                var store = connect(server, "tombola-secret")) {
            store.require();
            new Blobs(store).write(content);
        }

        // When
        try (var server = start(0);
                var store = connect(server, "tombola-secret")) {

            // Then
            assertThat(new Blobs(store).read(new Blobs(store).write(content))).isEqualTo(content);
            assertThat(store.list("")).hasSize(1);
        }
    }

    @Test
    void refusesTheWrongKey() {
        try (var server = start(0);
                var store = connect(server, "another")) {
            assertThatThrownBy(() -> store.contains("key")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void saysThatThePortIsTaken() {
        try (var server = start(0)) {
            int port = server.endpoint().getPort();

            assertThatThrownBy(() -> start(port))
                    .isInstanceOf(DevstackException.class)
                    .hasMessage("port %d of 127.0.0.1 is taken: stop what listens there, or choose another", port);
        }
    }

    private EmbeddedStore start(int port) {
        return EmbeddedStore.start(folder, port, "tickets", "tombola", "tombola-secret");
    }

    private static S3ObjectStore connect(EmbeddedStore server, String secretKey) {
        return new S3ObjectStore(
                new S3Settings(server.endpoint(), "tickets", new S3Credentials.Keys("tombola", secretKey)));
    }
}
