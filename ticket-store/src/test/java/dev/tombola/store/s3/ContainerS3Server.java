package dev.tombola.store.s3;

import java.net.URI;
import org.testcontainers.containers.MinIOContainer;

/** MinIO in a container. */
record ContainerS3Server(MinIOContainer container) implements S3Server {
    @Override
    public URI endpoint() {
        return URI.create(container.getS3URL());
    }

    @Override
    public void close() {
        container.stop();
    }
}
