package dev.tombola.store.s3;

import dev.tombola.testkit.BucketContract;
import dev.tombola.testkit.StoreUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a test class gives to the tests of S3. */
interface S3Requests extends StoreUnderTest {
    URI endpoint();

    /** Closed when the test ends. */
    S3ObjectStore connect(S3Settings settings);

    default S3ObjectStore connect(URI endpoint, String bucket, S3Credentials.Keys keys) {
        return connect(settings(endpoint, bucket, keys));
    }

    default S3Settings settings(URI endpoint, String bucket, S3Credentials.Keys keys) {
        return new S3Settings(endpoint, bucket, keys).withPartSize(5 << 20);
    }

    /** A bucket that is there. */
    default String newBucket() {
        var bucket = BucketContract.newName();
        connect(endpoint(), bucket, S3Server.KEYS).ensure();
        return bucket;
    }

    static List<Call> callsThatNeedABucket(S3ObjectStore store) {
        return List.of(
                () -> store.write("key", CONTENT),
                () -> store.contains("key"),
                () -> store.open("key").close(),
                () -> store.list(""),
                store::require);
    }

    /** S3Proxy deletes from no bucket at all without a complaint. */
    static List<Call> calls(S3ObjectStore store) {
        var calls = new ArrayList<>(callsThatNeedABucket(store));
        calls.add(() -> store.delete("key"));
        return calls;
    }

    /** One request. */
    interface Call {
        void run() throws IOException;
    }
}
