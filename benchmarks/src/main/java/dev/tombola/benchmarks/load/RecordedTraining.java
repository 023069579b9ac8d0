package dev.tombola.benchmarks.load;

import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.trainer.RunTraining;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Takes the time that it is told, and then has the recorded result. For all trainers of a fleet. */
final class RecordedTraining implements RunTraining {
    private static final Duration TICK = Duration.ofMillis(50);

    private final Recordings recordings;
    private final Function<RequestedRun, Duration> time;
    private final Observer observer;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger inProgress = new AtomicInteger();

    RecordedTraining(Recordings recordings, Function<RequestedRun, Duration> time, Observer observer) {
        this.recordings = recordings;
        this.time = time;
        this.observer = observer;
    }

    /** How often it was begun. */
    int begun() {
        return begun.get();
    }

    /** How many are being trained now. */
    int inProgress() {
        return inProgress.get();
    }

    @Override
    public AttemptEnd train(TrainingRequested request, String attempt, Cancellation cancellation) {
        var run = request.run();
        observer.taken(run.id());
        begun.incrementAndGet();
        inProgress.incrementAndGet();
        try {
            long start = System.nanoTime();
            for (long left = left(run, start); left > 0; left = left(run, start)) {
                if (cancellation.isRequested()) {
                    return new AttemptEnd.Stopped();
                }
                Pause.of(Duration.ofNanos(Math.min(left, TICK.toNanos())));
            }
            return new AttemptEnd.Trained(recordings.of(run, "recorded", attempt));
        } finally {
            inProgress.decrementAndGet();
        }
    }

    /** Asked again and again: it may change meanwhile. */
    private long left(RequestedRun run, long start) {
        return time.apply(run).toNanos() - (System.nanoTime() - start);
    }
}
