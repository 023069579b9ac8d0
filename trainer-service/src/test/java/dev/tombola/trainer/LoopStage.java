package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** A loop with one request to take, and a record of what happened to it. */
final class LoopStage implements AutoCloseable {
    static final Duration TIME_TO_STOP = Duration.ofSeconds(3);
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final TrainingRequested REQUEST = new TrainingRequested(firstRun(), 1);
    static final AttemptEnd DONE =
            new AttemptEnd.Trained(World.result(REQUEST.run().spec()));

    /** What happened to the lease and to the claims, in order. */
    final List<String> happened = new CopyOnWriteArrayList<>();

    final AtomicBoolean withdrawn = new AtomicBoolean();
    final AtomicBoolean lost = new AtomicBoolean();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    @Override
    public void close() {
        worker.shutdownNow();
    }

    TrainerLoop loop(RunTraining training) {
        return loop(new WorkerThread(training, worker), Clock.systemUTC());
    }

    /** In the worker's own time. */
    TrainerLoop loop(Taking worker) {
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

    void serveOnce(RunTraining training) {
        var loop = loop(training);
        var thread = Thread.ofPlatform().start(loop);
        await().atMost(PATIENCE)
                .until(() -> happened.stream().anyMatch(List.of("completed", "released", "lost")::contains));
        loop.stop();
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }

    void tickUntil(TrainerLoop loop, String answer) {
        for (int tick = 0; tick < 1000 && !happened.contains(answer); tick++) {
            loop.tick();
        }
        assertThat(happened).contains(answer);
    }

    /** What happened but for renewals: how many of them fit in is up to the machine. */
    List<String> answers() {
        return happened.stream().filter(answer -> !answer.equals("renewed")).toList();
    }

    static AttemptEnd untilCancelled(Cancellation cancellation) {
        await().atMost(PATIENCE).until(cancellation::isRequested);
        return new AttemptEnd.Stopped();
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
