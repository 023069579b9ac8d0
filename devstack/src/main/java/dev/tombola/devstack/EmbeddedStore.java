package dev.tombola.devstack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy over a folder in this process, with one bucket, listening on the loopback address alone. */
public final class EmbeddedStore implements AutoCloseable {
    private final S3Proxy proxy;

    private EmbeddedStore(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts, with what an earlier store left in the folder: buckets are folders, objects files.
     *
     * @param port 0 for any free one
     * @param bucket made if it is not there
     * @throws DevstackException when the port is taken, or the folder cannot be used
     */
    public static EmbeddedStore start(Path folder, int port, String bucket, String accessKey, String secretKey) {
        int free = Ports.free(port);
        try {
            Files.createDirectories(folder.resolve(bucket));
            var proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://%s:%d".formatted(Ports.HOST, free)))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            while (!proxy.getState().equals("STARTED")) {
                Thread.onSpinWait();
            }
            return new EmbeddedStore(proxy);
        } catch (Exception e) {
            throw new DevstackException("no store over %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Where clients connect: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://%s:%d".formatted(Ports.HOST, proxy.getPort()));
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new DevstackException("the store does not stop: " + e.getMessage(), e);
        }
    }
}
