package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link Bucket} keeps to: it is an {@link ObjectStore} at a place that has to be made first. */
public interface BucketContract extends ObjectStoreContract {
    /** The bucket of this name, whether or not it has been made; the test class closes it. */
    Bucket connect(String name);

    @Override
    default ObjectStore emptyStore() {
        var bucket = connect(newName());
        bucket.ensure();
        return bucket;
    }

    @Test
    default void makesItsPlaceOnceAndKeepsWhatItHolds() {
        var name = newName();
        var first = connect(name);
        first.ensure();
        first.write("key", CONTENT);

        var second = connect(name);
        second.ensure();

        second.require();
        assertThat(second.list("")).containsExactly("key");
    }

    @Test
    default void doesNotTakeAPlaceThatIsMissingForAnEmptyOne() {
        var bucket = connect(newName());

        for (var call : List.<ThrowingCallable>of(
                bucket::require,
                () -> bucket.write("key", CONTENT),
                () -> bucket.contains("key"),
                () -> bucket.open("key").close(),
                () -> bucket.list(""))) {
            assertThatThrownBy(call).isInstanceOf(StoreException.class).isNotInstanceOf(MissingObjectException.class);
        }

        bucket.ensure();
        bucket.require();
        assertThat(bucket.list("")).isEmpty();
    }

    @Test
    default void saysWhatItIs() {
        assertThat(connect(newName()).describe()).isNotBlank().doesNotContain("\n", "@");
    }

    /** Of a bucket that nobody has made. */
    static String newName() {
        return "tickets-" + UUID.randomUUID();
    }
}
