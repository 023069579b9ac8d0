package dev.tombola.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.AlteredObjectException;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} keeps to. A store that can write in parts takes 17 MiB in four or more of them. */
public interface ObjectStoreContract {
    byte[] CONTENT = "ticket".getBytes(UTF_8);
    ObjectRef REF = new ObjectRef(Digest.of(CONTENT), CONTENT.length);

    /** A store that holds nothing yet. */
    ObjectStore emptyStore();

    @Test
    default void readsWhatWasWritten() throws IOException {
        var store = emptyStore();

        store.write("runs/1/result.json", CONTENT);

        assertThat(content(store, "runs/1/result.json")).isEqualTo(CONTENT);
        assertThat(store.contains("runs/1/result.json")).isTrue();
    }

    @Test
    default void readsWhatAFileHeld(@TempDir Path folder) throws IOException {
        var store = emptyStore();

        store.write("small", Files.write(folder.resolve("small"), CONTENT));
        store.write("empty", Files.createFile(folder.resolve("empty")));

        assertThat(content(store, "small")).isEqualTo(CONTENT);
        assertThat(content(store, "empty")).isEmpty();
    }

    @Test
    default void namesTheFileThatIsNotThere(@TempDir Path folder) {
        var store = emptyStore();
        var file = folder.resolve("absent");

        assertThatThrownBy(() -> store.write("key", file))
                .isInstanceOf(StoreException.class)
                .hasMessage("writing key: no file at " + file);
        assertThat(store.contains("key")).isFalse();
    }

    @Test
    default void keepsALargeFileWhole(@TempDir Path folder) throws IOException {
        var store = emptyStore();
        var large = new byte[17 << 20];
        new Random(1).nextBytes(large);

        store.write("file", Files.write(folder.resolve("large"), large));
        store.write("array", large);

        assertThat(content(store, "file")).isEqualTo(large);
        assertThat(content(store, "array")).isEqualTo(large);
    }

    @Test
    default void keepsAnEmptyObject() throws IOException {
        var store = emptyStore();

        store.write("empty", new byte[0]);

        assertThat(content(store, "empty")).isEmpty();
        assertThat(store.contains("empty")).isTrue();
        assertThat(store.list("")).containsExactly("empty");
    }

    @Test
    default void saysHowLargeAnObjectIs() {
        var store = emptyStore();

        store.write("ticket", CONTENT);
        store.write("empty", new byte[0]);

        assertThat(store.size("ticket")).hasValue(CONTENT.length);
        assertThat(store.size("empty")).hasValue(0);
        assertThat(store.size("absent")).isEmpty();
    }

    @Test
    default void keepsTheLastOfTwoWrites() throws IOException {
        var store = emptyStore();

        store.write("key", "a longer text that was there first".getBytes(UTF_8));
        store.write("key", CONTENT);

        assertThat(content(store, "key")).isEqualTo(CONTENT);
        assertThat(store.list("")).containsExactly("key");
    }

    @Test
    default void takesKeysOfUnusualCharacters() throws IOException {
        var store = emptyStore();
        var keys = List.of("with space/a+b=c&d.json", "ünï/中文/😀", "50%25/~!(x)'@,;:$#?/end", "UPPER/lower.UPPER");

        for (var key : keys) {
            store.write(key, key.getBytes(UTF_8));
        }

        assertThat(store.list("")).containsExactlyInAnyOrderElementsOf(keys);
        for (var key : keys) {
            assertThat(store.contains(key)).as(key).isTrue();
            assertThat(content(store, key)).asString(UTF_8).isEqualTo(key);
            store.delete(key);
        }
        assertThat(store.list("")).isEmpty();
    }

    @Test
    default void namesTheMissingObject() {
        var store = emptyStore();

        assertThat(store.contains("runs/1/result.json")).isFalse();
        assertThatThrownBy(() -> store.open("runs/1/result.json").close())
                .isInstanceOf(MissingObjectException.class)
                .hasMessage("no object at runs/1/result.json");
    }

    @Test
    default void listsKeysOfAPrefixByCodePoint() {
        var store = emptyStore();
        var inOrder = List.of("p/Z", "p/a-c", "p/a.b", "p/a/b", "p/b", "p/é", "p/\uffee", "p/\ud83d\ude00");
        for (var key : inOrder.reversed()) {
            store.write(key, CONTENT);
        }
        store.write("o", CONTENT);
        store.write("q/a", CONTENT);

        assertThat(store.list("p/")).isEqualTo(inOrder);
        assertThat(store.list("p/a")).containsExactly("p/a-c", "p/a.b", "p/a/b");
        assertThat(store.list("none")).isEmpty();
    }

    @Test
    default void listsMoreKeysThanOnePageHolds() throws Exception {
        var store = emptyStore();
        var keys = IntStream.range(0, 1005).mapToObj("many/%04d"::formatted).toList();
        inParallel(keys.stream()
                .<Runnable>map(key -> () -> store.write(key, CONTENT))
                .toList());

        assertThat(store.list("many/")).isEqualTo(keys);
    }

    @Test
    default void forgetsWhatIsDeletedAndAcceptsItTwice() {
        var store = emptyStore();
        store.write("key", CONTENT);

        store.delete("key");
        store.delete("key");

        assertThat(store.contains("key")).isFalse();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    default void leavesOneWholeObjectOfManyWriters() throws Exception {
        var store = emptyStore();
        var contents = IntStream.range(0, 8)
                .mapToObj(writer -> filled(1 << 17, writer))
                .toList();

        inParallel(contents.stream()
                .<Runnable>map(content -> () -> store.write("key", content))
                .toList());

        assertThat(content(store, "key")).isIn(contents.toArray());
    }

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

    private static byte[] content(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        }
    }

    private static byte[] filled(int size, int value) {
        var content = new byte[size];
        Arrays.fill(content, (byte) value);
        return content;
    }

    private static void inParallel(List<Runnable> tasks) throws Exception {
        try (var workers = Executors.newFixedThreadPool(8)) {
            var running = tasks.stream().<Future<?>>map(workers::submit).toList();
            for (var task : running) {
                task.get();
            }
        }
    }
}
