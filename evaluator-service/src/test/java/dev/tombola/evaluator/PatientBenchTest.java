package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.ticket.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientBenchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    @Test
    void triesAgainWhatTheStoreDidNotAnswerWhileOthersHaveTheirTurn() {
        try (var thread = new BenchThread("patient")) {
            var patient = new PatientBench(thread, Duration.ofMillis(100), thrown::add);

            // Given: nothing is begun before all is there, or the first could be tried again before the second came
            var allIsThere = new CountDownLatch(1);
            patient.execute("both", () -> waitFor(allIsThere));

            // When
            patient.execute("first", () -> {
                done.add("first");
                if (done.size() < 4) {
                    throw new StoreException("the store does not answer");
                }
            });
            patient.execute("second", () -> done.add("second"));
            allIsThere.countDown();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(done).containsExactly("first", "second", "first", "first"));
            assertThat(thrown).isEmpty();
        }
    }

    @Test
    void tellsOfEverythingElseAndGoesOn() {
        try (var thread = new BenchThread("patient")) {
            var patient = new PatientBench(thread, Duration.ofMillis(1), thrown::add);

            // When
            patient.execute("broken", () -> {
                throw new UnsatisfiedLinkError("no such engine");
            });
            patient.execute("next", () -> done.add("next"));

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(done).containsExactly("next"));
            assertThat(thrown).singleElement().isInstanceOf(UnsatisfiedLinkError.class);
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
