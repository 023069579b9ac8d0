package dev.tombola.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.store.SizeLimit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of several writes of one key one is there, whole, whoever reads at what moment. */
public interface ReplacementContract extends StoreUnderTest {
    int LARGE = 1 << 18;

    @Test
    default void keepsTheLastOfTwoWrites() throws IOException {
        var store = emptyStore();

        store.write("key", "a longer text that was there first".getBytes(UTF_8));
        store.write("key", CONTENT);

        assertThat(StoreUnderTest.content(store, "key")).isEqualTo(CONTENT);
        assertThat(store.list("")).containsExactly("key");
    }

    @Test
    default void leavesOneWholeObjectOfManyWriters() throws Exception {
        var store = emptyStore();
        var contents = IntStream.range(0, 8)
                .mapToObj(writer -> filled(1 << 17, writer))
                .toList();

        StoreUnderTest.inParallel(contents.stream()
                .<Runnable>map(content -> () -> store.write("key", content))
                .toList());

        assertThat(StoreUnderTest.content(store, "key")).isIn(contents.toArray());
    }

    @Test
    default void readsOnInTheObjectThatItOpened() throws IOException {
        var store = emptyStore();
        var before = filled(LARGE, 1);
        store.write("key", before);

        byte[] rest;
        try (var in = store.open("key")) {
            assertThat(in.read()).isEqualTo(1);
            store.write("key", filled(LARGE, 2));
            rest = in.readAllBytes();
        }

        assertThat(rest).isEqualTo(filled(LARGE - 1, 1));
        assertThat(StoreUnderTest.content(store, "key")).isEqualTo(filled(LARGE, 2));
    }

    @Test
    default void readsTheOldOrTheNewWholeWhileAKeyIsReplaced() throws Exception {
        var store = emptyStore();
        var contents = List.of(filled(LARGE, 1), filled(LARGE + 1, 2));
        store.write("key", contents.getFirst());
        var found = new ConcurrentLinkedQueue<String>();
        var replaced = new AtomicBoolean();
        Runnable writer = () -> {
            try {
                for (int i = 1; i <= 20; i++) {
                    store.write("key", contents.get(i % 2));
                }
            } finally {
                replaced.set(true);
            }
        };
        Runnable reader = () -> {
            do {
                found.add(told(store.read("key", SizeLimit.DOCUMENT)));
            } while (!replaced.get());
        };

        StoreUnderTest.inParallel(List.of(writer, reader, reader));

        assertThat(found).isNotEmpty().isSubsetOf(told(contents.getFirst()), told(contents.getLast()));
    }

    private static byte[] filled(int size, int value) {
        var content = new byte[size];
        Arrays.fill(content, (byte) value);
        return content;
    }

    /** Its size and the values in it, in few words. */
    private static String told(byte[] content) {
        var values = IntStream.range(0, content.length)
                .map(i -> content[i])
                .distinct()
                .boxed()
                .toList();
        return content.length + " bytes of " + values;
    }
}
