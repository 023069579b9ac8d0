package dev.tombola.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A server in this process that speaks S3 and keeps objects as files; buckets are folders. */
public final class EmbeddedStore implements AutoCloseable {
    private final S3Proxy server;

    private EmbeddedStore(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts, with what an earlier store left in the folder.
     *
     * @param port 0 for one that is free
     * @param bucket made if it is not there
     */
    public static EmbeddedStore start(Path folder, int port, String bucket, String accessKey, String secretKey) {
        try {
            Files.createDirectories(folder.resolve(bucket));
            var server = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start(); // returns before it listens
            while (!server.getState().equals("STARTED")) {
                Thread.onSpinWait();
            }
            return new EmbeddedStore(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the store does not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the store does not stop: " + e.getMessage(), e);
        }
    }
}
