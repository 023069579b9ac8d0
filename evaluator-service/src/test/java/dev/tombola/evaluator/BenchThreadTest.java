package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void beginsNothingOnceItIsClosed() {
        var thread = new BenchThread("bench");
        thread.close();

        boolean begins = thread.later(Duration.ZERO, () -> done.add("late"));

        assertThat(begins).isFalse();
        assertThat(done).isEmpty();
    }

    /** Compiled calls take less room than others, so each is given the time to be compiled. */
    @Test
    void hasMoreStackThanAThreadUnasked() throws InterruptedException {
        var bench = new CompletableFuture<Integer>();
        try (var thread = new BenchThread("bench")) {
            thread.later(Duration.ZERO, () -> bench.complete(deepestOfMany()));
            assertThat(bench).succeedsWithin(PATIENCE);
        }
        var unasked = new CompletableFuture<Integer>();

        Thread.ofPlatform().start(() -> unasked.complete(deepestOfMany())).join();

        assertThat(bench.join()).isGreaterThan(3 * unasked.join());
    }

    private static int deepestOfMany() {
        return IntStream.range(0, 30).map(_ -> deepest(0)).max().orElseThrow();
    }

    /** How many calls in each other a thread has room for. */
    private static int deepest(int depth) {
        try {
            return depth == Integer.MAX_VALUE ? depth : deepest(depth + 1);
        } catch (StackOverflowError e) {
            return depth;
        }
    }
}
