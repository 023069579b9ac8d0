package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.OversizedObjectException;
import dev.tombola.ticket.store.SizeLimit;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an object that is larger than any memory, no more is read than it takes to see that. */
class EndlessObjectTest {
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final ObjectRef TRUE = new ObjectRef(DIGEST, EndlessObject.SIZE);
    private static final ObjectRef FALSE = new ObjectRef(DIGEST, 1000);
    private static final SizeLimit MASK = new SizeLimit("a mask", 4096);

    private final EndlessObject store = new EndlessObject(new InMemoryObjectStore(), TRUE.key());
    private final Blobs blobs = new Blobs(store);

    @Test
    void isNotReadWhereItsReferenceSaysHowLargeItIs() {
        assertThatThrownBy(() -> blobs.read(TRUE, MASK))
                .isInstanceOf(OversizedObjectException.class)
                .hasMessage("object at %s has 3221225472 bytes or more, and a mask has at most 4096", TRUE.key());
        assertThat(store.taken()).isZero();
    }

    @Test
    void isNotReadWhereItWouldFillTheMemory() {
        var large = new ObjectRef(DIGEST, SizeLimit.MEMORY.bytes() + 1);

        assertThatThrownBy(() -> blobs.read(large))
                .isInstanceOf(OversizedObjectException.class)
                .hasMessageContaining("what a quarter of this process's heap holds has at most ");
        assertThat(store.taken()).isZero();
    }

    @Test
    void isReadUpToOneByteBeyondWhatItsReferenceSays(@TempDir Path folder) {
        for (var reading : List.<ThrowingCallable>of(
                () -> blobs.read(FALSE),
                () -> blobs.read(FALSE, MASK),
                () -> blobs.fetch(FALSE, folder.resolve("fetched")),
                () -> blobs.check(FALSE))) {
            long before = store.taken();

            assertThatThrownBy(reading).isInstanceOf(AlteredObjectException.class);

            assertThat(store.taken() - before).isEqualTo(1001);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isReadUpToOneByteBeyondWhatItIsTakenFor() {
        assertThatThrownBy(() -> store.read(TRUE.key(), SizeLimit.DOCUMENT))
                .isInstanceOf(OversizedObjectException.class)
                .hasMessageEndingWith("a document has at most 33554432");
        assertThat(store.taken()).isEqualTo(SizeLimit.DOCUMENT.bytes() + 1);
    }
}
