package dev.tombola.store.s3;

import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;

/** The bucket itself; a subclass of the client because only such a one may send a request of its own making. */
final class S3Bucket extends MinioAsyncClient {
    private static final String UNNAMED_REGION = "us-east-1";

    private final S3Settings settings;

    S3Bucket(MinioAsyncClient client, S3Settings settings) {
        super(client);
        this.settings = settings;
    }

    /** Asks with a listing, since answers to HEAD cannot say whether the bucket is missing or the keys are wrong. */
    CompletableFuture<Boolean> exists() {
        var first = ListObjectsV2Args.builder().bucket(settings.bucket()).maxKeys(1);
        return listObjectsV2(first.build())
                .thenApply(_ -> true)
                .exceptionallyCompose(fault -> S3Faults.code(fault).equals("NoSuchBucket")
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(fault));
    }

    /** Creates it where it is missing; true, or a failure. */
    CompletableFuture<Boolean> ensure() {
        return exists().thenCompose(there -> there ? CompletableFuture.completedFuture(true) : create());
    }

    /** The client would name us-east-1 as the bucket's location too, which AWS and Versity's gateway refuse. */
    private CompletableFuture<Boolean> create() {
        var args = MakeBucketArgs.builder().bucket(settings.bucket()).build();
        CompletableFuture<?> made = settings.region().equals(UNNAMED_REGION)
                ? executePutAsync(args, null, null, null).thenAccept(Response::close)
                : makeBucket(args);
        // Somebody else may have been faster, or the first answer was lost.
        return made.<Boolean>thenApply(_ -> true)
                .exceptionallyCompose(fault -> exists().thenCompose(there ->
                        there ? CompletableFuture.completedFuture(true) : CompletableFuture.failedFuture(fault)));
    }
}
