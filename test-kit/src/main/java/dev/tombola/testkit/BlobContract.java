package dev.tombola.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Blobs} promises of objects that are named by their content, on this store. */
public interface BlobContract extends StoreUnderTest {
    ObjectRef REF = new ObjectRef(Digest.of(CONTENT), CONTENT.length);

    @Test
    default void namesABlobByItsContent(@TempDir Path folder) throws IOException {
        var store = emptyStore();
        var blobs = new Blobs(store);

        assertThat(blobs.write(CONTENT)).isEqualTo(REF);
        assertThat(blobs.write(Files.write(folder.resolve("blob"), CONTENT))).isEqualTo(REF);

        assertThat(store.list("")).containsExactly(REF.key());
        assertThat(blobs.read(REF)).isEqualTo(CONTENT);
        assertThat(blobs.fetch(REF, folder.resolve("new/fetched"))).hasBinaryContent(CONTENT);
    }

    @Test
    default void refusesAnAlteredOrTruncatedBlobAndNamesIt(@TempDir Path folder) {
        for (var found : List.of("tickets", "tick", "tickeT", "")) {
            var store = emptyStore();
            var blobs = new Blobs(store);
            store.write(REF.key(), found.getBytes(UTF_8));

            assertThatThrownBy(() -> blobs.read(REF))
                    .isInstanceOf(AlteredObjectException.class)
                    .hasMessageContaining(REF.key());
            assertThatThrownBy(() -> blobs.fetch(REF, folder.resolve("fetched")))
                    .isInstanceOf(AlteredObjectException.class)
                    .hasMessageContaining(REF.key());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    default void writesABlobOfAnotherSizeAgain(@TempDir Path folder) throws IOException {
        var store = emptyStore();
        var blobs = new Blobs(store);
        var file = Files.write(folder.resolve("blob"), CONTENT);
        for (var write : List.<Runnable>of(() -> blobs.write(CONTENT), () -> blobs.write(file))) {
            store.write(REF.key(), "tick".getBytes(UTF_8));

            write.run();

            assertThat(blobs.read(REF)).isEqualTo(CONTENT);
        }
    }

    @Test
    default void removesAnAlteredBlobSoThatItCanBeWrittenAgain() {
        for (var found : List.of("tickeT", "tick", "")) {
            var store = emptyStore();
            var blobs = new Blobs(store);
            store.write(REF.key(), found.getBytes(UTF_8));

            assertThat(blobs.verify(REF)).isFalse();

            assertThat(store.list("")).isEmpty();
            blobs.write(CONTENT);
            assertThat(blobs.read(REF)).isEqualTo(CONTENT);
        }
    }

    @Test
    default void leavesAWholeBlobWhereItIs() {
        var store = emptyStore();
        var blobs = new Blobs(store);

        assertThat(blobs.verify(REF)).as("nobody has written it").isFalse();
        blobs.write(CONTENT);

        assertThat(blobs.verify(REF)).isTrue();
        assertThat(blobs.read(REF)).isEqualTo(CONTENT);
    }

    @Test
    default void leavesNothingBehindWhereABlobIsMissing(@TempDir Path folder) {
        var blobs = new Blobs(emptyStore());

        assertThatThrownBy(() -> blobs.fetch(REF, folder.resolve("fetched")))
                .isInstanceOf(MissingObjectException.class)
                .hasMessageContaining(REF.key());
        assertThat(folder).isEmptyDirectory();
    }
}
