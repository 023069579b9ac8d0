package dev.tombola.store.s3;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy over a folder, in this process. */
final class InProcessS3Proxy implements S3Server {
    private final S3Proxy proxy;

    private InProcessS3Proxy(S3Proxy proxy) {
        this.proxy = proxy;
    }

    static InProcessS3Proxy start(Path folder) throws Exception {
        var proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> proxy.getState().equals("STARTED"));
        return new InProcessS3Proxy(proxy);
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not stop", e);
        }
    }
}
