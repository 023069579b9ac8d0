package dev.tombola.store.s3;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

/** The store's contract on a server in a container; run with the profile {@code containers}. */
@Tag("containers")
class S3ObjectStoreIT extends OnServer {
    private static final String IMAGE = Optional.ofNullable(System.getenv("STORE_IMAGE"))
            .orElse("quay.io/minio/minio:RELEASE.2025-05-24T17-08-30Z");

    @Override
    S3Server start(Path folder) {
        var container = new MinIOContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(S3Server.KEYS.accessKey())
                .withPassword(S3Server.KEYS.secretKey());
        container.start();
        System.out.println("store contract: on " + IMAGE + " in a container");
        return new ContainerS3Server(container);
    }
}
