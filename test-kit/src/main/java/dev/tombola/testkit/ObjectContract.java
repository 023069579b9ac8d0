package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.SizeLimit;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One object at a time: what is written is read, and what is not there is named. */
public interface ObjectContract extends StoreUnderTest {
    @Test
    default void readsWhatWasWritten() throws IOException {
        var store = emptyStore();

        store.write("runs/1/result.json", CONTENT);

        assertThat(StoreUnderTest.content(store, "runs/1/result.json")).isEqualTo(CONTENT);
        assertThat(store.contains("runs/1/result.json")).isTrue();
    }

    @Test
    default void readsWhatAFileHeld(@TempDir Path folder) throws IOException {
        var store = emptyStore();

        store.write("small", Files.write(folder.resolve("small"), CONTENT));
        store.write("empty", Files.createFile(folder.resolve("empty")));

        assertThat(StoreUnderTest.content(store, "small")).isEqualTo(CONTENT);
        assertThat(StoreUnderTest.content(store, "empty")).isEmpty();
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
    default void keepsAnEmptyObject() throws IOException {
        var store = emptyStore();

        store.write("empty", new byte[0]);

        assertThat(StoreUnderTest.content(store, "empty")).isEmpty();
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
    default void namesTheMissingObject() {
        var store = emptyStore();

        assertThat(store.contains("runs/1/result.json")).isFalse();
        assertThatThrownBy(() -> store.open("runs/1/result.json").close())
                .isInstanceOf(MissingObjectException.class)
                .hasMessage("no object at runs/1/result.json");
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
    default void doesNotTakeAStoreThatIsAwayForAnEmptyOne(@TempDir Path folder) throws IOException {
        var store = switch (away()) {
            case Away.Store(var unreachable) -> unreachable;
            case Away.Never(var reason) -> Assumptions.<ObjectStore>abort(reason);
        };
        var file = Files.write(folder.resolve("file"), CONTENT);

        for (var call : List.<ThrowingCallable>of(
                () -> store.size("key"),
                () -> store.contains("key"),
                () -> store.open("key").close(),
                () -> store.read("key", SizeLimit.DOCUMENT),
                () -> store.list(""),
                () -> store.delete("key"),
                () -> store.write("key", CONTENT),
                () -> store.write("key", file))) {
            assertThatThrownBy(call).isInstanceOf(StoreException.class).isNotInstanceOf(MissingObjectException.class);
        }
    }
}
