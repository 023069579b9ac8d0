package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** A thread that trains one run at a time. */
public final class WorkerThread implements Worker {
    private static final Logger LOG = Logger.getLogger(WorkerThread.class);

    private final RunTraining training;
    private final Executor thread;

    /**
     * Has it trained there.
     *
     * @param thread one thread of its own: training blocks it for hours
     */
    public WorkerThread(RunTraining training, Executor thread) {
        this.training = training;
        this.thread = thread;
    }

    @Override
    public Work begin(TrainingRequested request, String attempt, Cancellation cancellation) {
        return new Future(CompletableFuture.supplyAsync(() -> training.train(request, attempt, cancellation), thread));
    }

    @Override
    public void rest(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    private record Future(CompletableFuture<AttemptEnd> future) implements Work {
        @Override
        public boolean await(Duration most) {
            try {
                future.get(most.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public AttemptEnd attempt() {
            return switch (future.state()) {
                case SUCCESS -> future.resultNow();
                case FAILED -> {
                    LOG.error("training threw", future.exceptionNow());
                    yield new AttemptEnd.Failed(String.valueOf(future.exceptionNow()), false, 0);
                }
                case CANCELLED, RUNNING -> throw new IllegalStateException("training has not ended");
            };
        }
    }
}
