package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.ticket.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    @Test
    void triesAgainWhatTheStoreDidNotAnswerWhileOthersHaveTheirTurn() {
        try (var thread = new PatientThread("patient", Duration.ofMillis(100), thrown::add)) {
            // Given: nothing is begun before all is there, or the first could be tried again before the second came
            var allIsThere = new CountDownLatch(1);
            thread.execute("both", () -> waitFor(allIsThere));

            // When
            thread.execute("first", () -> {
                done.add("first");
                if (done.size() < 4) {
                    throw new StoreException("the store does not answer");
                }
            });
            thread.execute("second", () -> done.add("second"));
            allIsThere.countDown();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(done).containsExactly("first", "second", "first", "first"));
            assertThat(thrown).isEmpty();
        }
    }

    @Test
    void tellsOfEverythingElseAndGoesOn() {
        try (var thread = new PatientThread("patient", Duration.ofMillis(1), thrown::add)) {
            // When
            thread.execute("broken", () -> {
                throw new UnsatisfiedLinkError("no such engine");
            });
            thread.execute("next", () -> done.add("next"));

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(done).containsExactly("next"));
            assertThat(thrown).singleElement().isInstanceOf(UnsatisfiedLinkError.class);
        }
    }

    @Test
    void beginsNothingOnceItIsClosed() {
        var thread = new PatientThread("patient", Duration.ofMillis(1), thrown::add);
        thread.close();

        thread.execute("late", () -> done.add("late"));

        assertThat(done).isEmpty();
        assertThat(thrown).isEmpty();
    }

    /** Measured first, while calls take most stack: compiled code takes less. */
    @Test
    void hasMoreStackThanAThreadUnasked() throws InterruptedException {
        var patient = new CompletableFuture<Integer>();
        try (var thread = new PatientThread("patient", Duration.ofMillis(1), thrown::add)) {
            thread.execute("deep", () -> patient.complete(deepest(0)));
            assertThat(patient).succeedsWithin(PATIENCE);
        }
        var unasked = new CompletableFuture<Integer>();

        Thread.ofPlatform().start(() -> unasked.complete(deepest(0))).join();

        assertThat(patient.join()).isGreaterThan(3 * unasked.join());
    }

    /** How many calls in each other a thread has room for. */
    private static int deepest(int depth) {
        try {
            return depth == Integer.MAX_VALUE ? depth : deepest(depth + 1);
        } catch (StackOverflowError e) {
            return depth;
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
