package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tombola.testkit.Searches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.search.Expansion;
import dev.tombola.ticket.search.Facts;
import dev.tombola.ticket.search.Prospect.Ready;
import dev.tombola.ticket.search.RequestedRun;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerLoopTest {
    private static final TrainingRequested TASK = new TrainingRequested(firstRun(), 1);
    private static final Attempt DONE =
            new Attempt.Trained(World.result(TASK.run().spec()));

    /** What happened to the lease and to the claims, in order. */
    private final List<String> happened = new CopyOnWriteArrayList<>();

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final AtomicBoolean withdrawn = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    @Test
    void publishesTheClaimBeforeItAnswersTheRequest() {
        serveOnce((_, _, _) -> DONE);

        assertThat(answers()).containsExactly("published Trained", "completed");
    }

    @Test
    void renewsTheLeaseWhileItTrains() {
        serveOnce((_, _, _) -> {
            await().until(() -> happened.stream().filter("renewed"::equals).count() >= 2);
            return DONE;
        });

        assertThat(happened).startsWith("renewed", "renewed").endsWith("published Trained", "completed");
    }

    @Test
    void publishesNothingOnceTheLeaseIsLost() {
        lost.set(true);

        serveOnce((_, _, cancellation) -> untilCancelled(cancellation));

        assertThat(answers()).containsExactly("lost");
    }

    @Test
    void aPermanentFailureIsStatedAndDoneWith() {
        serveOnce((_, _, _) -> new Attempt.Failed("no such network", true, 1));

        assertThat(answers()).containsExactly("published Failed", "completed");
    }

    @Test
    void whatTrainingThrowsMayPassAndIsTriedAgainAfterAWhile() {
        serveOnce((_, _, _) -> {
            throw new IllegalStateException("out of memory");
        });

        assertThat(happened).startsWith("published Failed", "renewed").endsWith("released");
    }

    @Test
    void aWithdrawnRequestIsNotTrained() {
        withdrawn.set(true);

        serveOnce((_, _, _) -> {
            throw new AssertionError("nobody wants this");
        });

        assertThat(answers()).containsExactly("completed");
    }

    @Test
    void aRunThatIsWithdrawnStopsAndIsDoneWith() {
        serveOnce((_, _, cancellation) -> {
            withdrawn.set(true);
            return untilCancelled(cancellation);
        });

        assertThat(answers()).containsExactly("completed");
    }

    @Test
    void givesTheRequestBackWhenItHasToStop() throws InterruptedException {
        // Given
        var begun = new CountDownLatch(1);
        var loop = loop((_, _, cancellation) -> {
            begun.countDown();
            return untilCancelled(cancellation);
        });
        var thread = Thread.ofPlatform().start(loop);
        begun.await();

        // When
        loop.stop();

        // Then
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(answers()).containsExactly("released", "published Released");
    }

    @Test
    void saysNothingOfARequestThatItCouldNotGiveBack() throws InterruptedException {
        // Given
        var begun = new CountDownLatch(1);
        var loop = loop((_, _, cancellation) -> {
            lost.set(true);
            begun.countDown();
            return untilCancelled(cancellation);
        });
        var thread = Thread.ofPlatform().start(loop);
        begun.await();

        // When
        loop.stop();

        // Then
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(answers()).containsExactly("released");
    }

    /** What happened but for renewals: how many of them fit in is up to the machine. */
    private List<String> answers() {
        return happened.stream().filter(answer -> !answer.equals("renewed")).toList();
    }

    private static Attempt untilCancelled(Cancellation cancellation) {
        await().until(cancellation::isRequested);
        return new Attempt.Stopped();
    }

    private void serveOnce(Training training) {
        var loop = loop(training);
        var thread = Thread.ofPlatform().start(loop);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> happened.stream().anyMatch(List.of("completed", "released", "lost")::contains));
        loop.stop();
        await().until(() -> !thread.isAlive());
    }

    private TrainerLoop loop(Training training) {
        return new TrainerLoop(
                "trainer-1",
                new OneTask(),
                new WorkerThread(training, worker),
                _ -> withdrawn.get(),
                ended -> happened.add("published " + name(ended)),
                Clock.systemUTC());
    }

    private static String name(TrainingEnded ended) {
        return ended.outcome().getClass().getSimpleName();
    }

    private static RequestedRun firstRun() {
        return Expansion.of(Searches.fashionInMinutes(), Facts.NONE).runs().stream()
                .map(planned -> planned.run() instanceof Ready<RequestedRun>(var run) ? run : null)
                .findFirst()
                .orElseThrow();
    }

    /** A queue that holds one request, leased for 0.6 s. */
    private final class OneTask implements TaskSource {
        private final AtomicBoolean given = new AtomicBoolean();

        @Override
        public Optional<TaskLease> next(Duration wait) {
            return given.compareAndSet(false, true) ? Optional.of(new Lease()) : Optional.empty();
        }

        @Override
        public void wakeup() {}

        @Override
        public void close() {}
    }

    private final class Lease implements TaskLease {
        @Override
        public TrainingRequested task() {
            return TASK;
        }

        @Override
        public Duration lock() {
            return Duration.ofMillis(600);
        }

        @Override
        public boolean renew() {
            return happened.add(lost.get() ? "lost" : "renewed") && !lost.get();
        }

        @Override
        public boolean complete() {
            return happened.add("completed");
        }

        @Override
        public boolean release() {
            return happened.add("released") && !lost.get();
        }
    }
}
