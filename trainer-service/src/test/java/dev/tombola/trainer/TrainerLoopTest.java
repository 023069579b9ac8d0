package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.run.RequestedRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final TrainingRequested REQUEST = new TrainingRequested(firstRun(), 1);
    private static final AttemptEnd DONE =
            new AttemptEnd.Trained(World.result(REQUEST.run().spec()));

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
    void renewsTheLeaseEveryThirdOfTheLockWhileItTrains() {
        var loop = loop(new Taking(Duration.ofSeconds(1), DONE));

        tickUntil(loop, "completed");

        // of 0.6 s; it looks round every 0.1 s
        assertThat(happened)
                .containsExactly("renewed", "renewed", "renewed", "renewed", "published Trained", "completed");
    }

    @Test
    void publishesNothingOnceTheLeaseIsLost() {
        lost.set(true);

        serveOnce((_, _, cancellation) -> untilCancelled(cancellation));

        assertThat(answers()).containsExactly("lost");
    }

    @Test
    void aPermanentFailureIsStatedAndDoneWith() {
        serveOnce((_, _, _) -> new AttemptEnd.Failed("no such network", true, 1));

        assertThat(answers()).containsExactly("published Failed", "completed");
    }

    @Test
    void whatTrainingThrowsMayPass() {
        RunTraining broken = (_, _, _) -> {
            throw new IllegalStateException("out of memory");
        };

        var work = new WorkerThread(broken, worker).begin(REQUEST, "attempt", new Cancellation());

        assertThat(work.await(PATIENCE)).isTrue();
        assertThat(work.attempt())
                .isEqualTo(new AttemptEnd.Failed("java.lang.IllegalStateException: out of memory", false, 0));
    }

    @Test
    void whatMayPassIsGivenBackAfterAWhileAndKeptMeanwhile() {
        var loop = loop(new Taking(Duration.ZERO, new AttemptEnd.Failed("out of memory", false, 1)));

        tickUntil(loop, "released");

        assertThat(happened).startsWith("published Failed", "renewed").endsWith("renewed", "released");
        assertThat(happened.stream().filter("renewed"::equals))
                .as("every 0.2 s, for 5 s")
                .hasSize(25);
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
        assertThat(thread.join(PATIENCE)).isTrue();
        assertThat(answers()).containsExactly("released", "published Released");
    }

    @Test
    void givesTheRequestBackWithoutItsLastStepsOnceTheTimeToStopIsOver() {
        // Given
        var worker = new Taking(Duration.ofDays(1), DONE);
        var loop = loop(worker);
        loop.tick();
        var told = worker.instant();

        // When
        loop.stop();
        tickUntil(loop, "released");

        // Then
        assertThat(worker.instant())
                .as("it looks round every 0.1 s")
                .isBetween(told.plus(TIME_TO_STOP), told.plus(TIME_TO_STOP).plusMillis(200));
        assertThat(answers()).as("and keeps its lease till then").containsExactly("released", "published Released");
        assertThat(happened).contains("renewed");
        loop.tick();
        loop.tick();
        assertThat(loop.hasEnded()).isTrue();
    }

    @Test
    void saysNothingOfARequestThatItCouldNotGiveBack() {
        // Given
        var loop = loop(new Taking(Duration.ofMillis(150), new AttemptEnd.Stopped()));
        loop.tick();
        lost.set(true);

        // When
        loop.stop();
        tickUntil(loop, "released");

        // Then
        assertThat(happened).containsExactly("released");
    }

    @Test
    void aTrainingThatHangsEndsTheLoopAndWithItTheLease() {
        var loop = loop(new Taking(Duration.ofDays(1), DONE));

        assertThatThrownBy(() -> {
                    while (!happened.contains("completed")) {
                        loop.tick();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("no step for 6 hours");

        assertThat(answers()).as("nothing is said of the run").isEmpty();
    }

    /** What happened but for renewals: how many of them fit in is up to the machine. */
    private List<String> answers() {
        return happened.stream().filter(answer -> !answer.equals("renewed")).toList();
    }

    private static AttemptEnd untilCancelled(Cancellation cancellation) {
        await().atMost(PATIENCE).until(cancellation::isRequested);
        return new AttemptEnd.Stopped();
    }

    private void serveOnce(RunTraining training) {
        var loop = loop(training);
        var thread = Thread.ofPlatform().start(loop);
        await().atMost(PATIENCE)
                .until(() -> happened.stream().anyMatch(List.of("completed", "released", "lost")::contains));
        loop.stop();
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }

    private TrainerLoop loop(RunTraining training) {
        return loop(new WorkerThread(training, worker), Clock.systemUTC());
    }

    /** In the worker's own time. */
    private TrainerLoop loop(Taking worker) {
        return loop(worker, worker);
    }

    private TrainerLoop loop(Worker worker, InstantSource clock) {
        return new TrainerLoop(
                "trainer-1",
                new OneTask(),
                worker,
                _ -> withdrawn.get(),
                ended -> happened.add("published " + name(ended)),
                TIME_TO_STOP,
                clock);
    }

    private void tickUntil(TrainerLoop loop, String answer) {
        for (int tick = 0; tick < 1000 && !happened.contains(answer); tick++) {
            loop.tick();
        }
        assertThat(happened).contains(answer);
    }

    private static String name(TrainingEnded ended) {
        return ended.outcome().getClass().getSimpleName();
    }

    private static RequestedRun firstRun() {
        return Expansion.of(SampleSearches.fashionInMinutes(), Facts.NONE).runs().stream()
                .map(planned -> planned.run() instanceof Ready<RequestedRun>(var run) ? run : null)
                .findFirst()
                .orElseThrow();
    }

    /** Takes so long for whatever it trains, on a clock that its waiting alone moves. */
    private static final class Taking implements Worker, InstantSource {
        private final Duration time;
        private final AttemptEnd attempt;
        private Instant now = Instant.EPOCH;

        Taking(Duration time, AttemptEnd attempt) {
            this.time = time;
            this.attempt = attempt;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Work begin(TrainingRequested request, String name, Cancellation cancellation) {
            var end = now.plus(time);
            return new Work() {
                @Override
                public boolean await(Duration most) {
                    if (now.isBefore(end)) {
                        rest(most);
                    }
                    return !now.isBefore(end);
                }

                @Override
                public AttemptEnd attempt() {
                    return attempt;
                }
            };
        }

        @Override
        public void rest(Duration duration) {
            now = now.plus(duration);
        }
    }

    /** A queue that holds one request, leased for 0.6 s. */
    private final class OneTask implements RequestSource {
        private final AtomicBoolean given = new AtomicBoolean();

        @Override
        public Optional<RequestLease> next(Duration wait) {
            return given.compareAndSet(false, true) ? Optional.of(new Lease()) : Optional.empty();
        }

        @Override
        public void wakeup() {}

        @Override
        public void close() {}
    }

    private final class Lease implements RequestLease {
        @Override
        public TrainingRequested request() {
            return REQUEST;
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
