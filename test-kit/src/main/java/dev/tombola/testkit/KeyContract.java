package dev.tombola.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a key may be, and in which order keys are listed. */
public interface KeyContract extends StoreUnderTest {
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
            assertThat(StoreUnderTest.content(store, key)).asString(UTF_8).isEqualTo(key);
            store.delete(key);
        }
        assertThat(store.list("")).isEmpty();
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
        StoreUnderTest.inParallel(keys.stream()
                .<Runnable>map(key -> () -> store.write(key, CONTENT))
                .toList());

        assertThat(store.list("many/")).isEqualTo(keys);
    }

    @Test
    default void tellsAKeyFromThoseBelowIt() throws IOException {
        var store = emptyStore();
        store.write("a/b/c", CONTENT);

        for (var above : List.of("a", "a/b")) {
            assertThat(store.contains(above)).as(above).isFalse();
            assertThatThrownBy(() -> store.open(above).close()).as(above).isInstanceOf(MissingObjectException.class);
            store.delete(above);
        }
        assertThat(store.list("")).containsExactly("a/b/c");
        assertThat(StoreUnderTest.content(store, "a/b/c")).isEqualTo(CONTENT);
    }

    /** No part writes such keys, since servers over file systems refuse the second, or list the upper one only. */
    @Test
    default void losesNothingToAKeyAboveOrBelowIt() throws IOException {
        for (var keys : List.of(List.of("a", "a/b"), List.of("a/b", "a"))) {
            var store = emptyStore();
            String first = keys.getFirst();
            String second = keys.getLast();
            store.write(first, first.getBytes(UTF_8));

            boolean kept;
            try {
                store.write(second, second.getBytes(UTF_8));
                kept = true;
            } catch (StoreException e) {
                kept = false;
            }

            assertThat(store.contains(second)).as(second).isEqualTo(kept);
            if (kept) {
                assertThat(StoreUnderTest.content(store, second))
                        .asString(UTF_8)
                        .isEqualTo(second);
            }
            assertThat(StoreUnderTest.content(store, first)).asString(UTF_8).isEqualTo(first);
            assertThat(store.list("")).isNotEmpty().isSubsetOf(keys);
        }
    }

    /** Either way it leads nowhere else: what is written under it is found under it, and under it alone. */
    @Test
    default void refusesAKeyThatPointsElsewhereOrTakesItLiterally() throws IOException {
        for (var key : List.of("..", "../out", "../../out", "a/../../out", "a/../b", "a/..", "./a")) {
            var neighbour = emptyStore();
            var store = emptyStore();
            var kept = new ArrayList<String>();

            try {
                store.write(key, CONTENT);
                kept.add(key);
            } catch (StoreException | IllegalArgumentException e) {
                assertThat(e).as(key).isNotInstanceOf(MissingObjectException.class);
            }

            assertThat(store.list("")).as(key).isEqualTo(kept);
            assertThat(neighbour.list("")).as(key).isEmpty();
            for (var literal : kept) {
                assertThat(StoreUnderTest.content(store, literal)).isEqualTo(CONTENT);
            }
        }
    }
}
