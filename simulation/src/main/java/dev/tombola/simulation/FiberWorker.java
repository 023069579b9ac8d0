package dev.tombola.simulation;

import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.trainer.AttemptEnd;
import dev.tombola.trainer.Cancellation;
import dev.tombola.trainer.RunTraining;
import dev.tombola.trainer.Worker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trains on a fiber of the trainer's own, as {@code WorkerThread} does on a thread. */
final class FiberWorker implements Worker {
    private final Surroundings here;
    private final Instance instance;
    private final RunTraining training;

    FiberWorker(Surroundings here, Instance instance, RunTraining training) {
        this.here = here;
        this.instance = instance;
        this.training = training;
    }

    @Override
    public Work begin(TrainingRequested request, String attempt, Cancellation cancellation) {
        var work = new OnFiber();
        here.note("begins %s", request.run().id().brief());
        instance.fiber(() -> {
            try {
                work.attempt = training.train(request, attempt, cancellation);
            } catch (RuntimeException e) {
                here.invariants().endsForNoOtherReasonThanAFault(instance.name(), e);
            }
        });
        return work;
    }

    @Override
    public void rest(Duration duration) {
        here.time().pause(duration);
    }

    private final class OnFiber implements Work {
        private @Nullable AttemptEnd attempt;

        @Override
        public boolean await(Duration most) {
            if (attempt == null) {
                here.time().pause(most);
            }
            return attempt != null;
        }

        @Override
        public AttemptEnd attempt() {
            return Objects.requireNonNull(attempt);
        }
    }
}
