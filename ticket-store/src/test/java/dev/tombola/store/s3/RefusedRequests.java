package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.testkit.BucketContract;
import dev.tombola.ticket.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user is told when a server refuses. */
interface RefusedRequests extends S3Requests {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    default void saysThatTheBucketIsMissing() {
        var bucket = BucketContract.newName();
        var store = connectPatiently(bucket, S3Server.KEYS);

        for (var call : S3Requests.callsThatNeedABucket(store)) {
            assertThatThrownBy(call::run)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessage("no bucket %s at %s: create it, or run `tombola init`", bucket, endpoint());
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    default void saysThatTheKeysAreRefused() {
        var bucket = newBucket();
        for (var keys : List.of(
                new S3Credentials.Keys(S3Server.KEYS.accessKey(), "wrong-secret"),
                new S3Credentials.Keys("nobody", S3Server.KEYS.secretKey()))) {
            var store = connectPatiently(bucket, keys);
            for (var call : S3Requests.calls(store)) {
                assertThatThrownBy(call::run)
                        .isExactlyInstanceOf(StoreException.class)
                        .hasMessageMatching("the store at %s refuses access key %s [(]\\w+[)]: "
                                        .formatted(endpoint(), keys.accessKey())
                                + "check the keys, and that they may use bucket " + bucket);
            }
        }
    }

    /** So that what is no passing fault and is tried again all the same takes too long for any machine. */
    private S3ObjectStore connectPatiently(String bucket, S3Credentials.Keys keys) {
        return connect(settings(endpoint(), bucket, keys).withPatience(Duration.ofMinutes(5)));
    }
}
