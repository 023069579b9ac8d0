package dev.tombola.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;

/** A store to test against. */
interface S3Server extends AutoCloseable {
    S3Credentials.Keys KEYS = new S3Credentials.Keys("tombola", "tombola-secret");

    URI endpoint();

    @Override
    void close();

    /** A place of this machine where nothing answers. */
    static URI nowhere() {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
