package dev.tombola.store.s3;

import java.net.URI;

/** A store to test against. */
interface S3Server extends AutoCloseable {
    S3Credentials.Keys KEYS = new S3Credentials.Keys("tombola", "tombola-secret");

    URI endpoint();

    @Override
    void close();
}
