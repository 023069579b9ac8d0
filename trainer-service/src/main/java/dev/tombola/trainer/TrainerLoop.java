package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingEnded.Outcome;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.store.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Takes one request at a time, has it trained on another thread, and keeps its lease meanwhile. The order that makes nothing
 * get lost: the claim is published, the brokers have it, and only then is the request answered.
 */
public final class TrainerLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(TrainerLoop.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(7);
    private static final Duration BACK_OFF = Duration.ofSeconds(5);

    private final String trainer;
    private final TaskSource source;
    private final Training training;
    private final Executor worker;
    private final Withdrawals withdrawals;
    private final Claimant claimant;
    private final InstantSource clock;
    private volatile boolean stopping;
    private volatile Instant lastTick;

    /**
     * A loop that has not begun.
     *
     * @param trainer its name, in claims
     * @param worker one thread of its own: training blocks it for hours
     */
    public TrainerLoop(
            String trainer,
            TaskSource source,
            Training training,
            Executor worker,
            Withdrawals withdrawals,
            Claimant claimant,
            InstantSource clock) {
        this.trainer = trainer;
        this.source = source;
        this.training = training;
        this.worker = worker;
        this.withdrawals = withdrawals;
        this.claimant = claimant;
        this.clock = clock;
        this.lastTick = clock.instant();
    }

    @Override
    public void run() {
        try (source) {
            while (!stopping) {
                lastTick = clock.instant();
                source.next(Duration.ofSeconds(1)).ifPresent(this::serve);
            }
        }
    }

    /** Gives back what it holds and ends; returns at once. */
    public void stop() {
        stopping = true;
        source.wakeup();
    }

    /** When the loop last went round, idle or busy: an old tick means that it hangs. */
    public Instant lastTick() {
        return lastTick;
    }

    private void serve(TaskLease lease) {
        var task = lease.task();
        if (withdrawals.contains(task)) {
            LOG.infof("run %s was withdrawn", task.run().id().brief());
            lease.complete();
            return;
        }
        var cancellation = new Cancellation();
        var work = CompletableFuture.supplyAsync(() -> training.train(task, cancellation), worker);
        var held = hold(lease, work, cancellation);
        if (held == Held.LOST) {
            LOG.warnf(
                    "run %s: the lease was lost, nothing is published",
                    task.run().id().brief());
            await(work, TIME_TO_STOP); // the worker is needed for the next request
            return;
        }
        answer(lease, held == Held.DONE ? ended(work) : new Attempt.Stopped());
    }

    private enum Held {
        DONE,
        STOPPED,
        LOST
    }

    /** Renews the lease until the work is done, or until it has to end. */
    private Held hold(TaskLease lease, CompletableFuture<Attempt> work, Cancellation cancellation) {
        var renewal = clock.instant().plus(lease.lock().dividedBy(3));
        while (!await(work, TICK)) {
            lastTick = clock.instant();
            if (stopping || withdrawals.contains(lease.task())) {
                cancellation.request();
                return await(work, TIME_TO_STOP) && !cancelled(work) ? Held.DONE : Held.STOPPED;
            }
            if (!clock.instant().isBefore(renewal)) {
                if (!lease.renew()) {
                    cancellation.request();
                    return Held.LOST;
                }
                renewal = clock.instant().plus(lease.lock().dividedBy(3));
            }
        }
        return Held.DONE;
    }

    private void answer(TaskLease lease, Attempt attempt) {
        var task = lease.task();
        switch (attempt) {
            case Attempt.Trained(var result) -> {
                publish(task, new Outcome.Trained(result));
                lease.complete();
            }
            case Attempt.Failed(var reason, var permanent) -> {
                LOG.errorf("run %s failed: %s", task.run().id().brief(), reason);
                publish(task, new Outcome.Failed(reason, permanent));
                if (permanent) {
                    lease.complete();
                } else {
                    backOff(lease);
                    lease.release();
                }
            }
            case Attempt.Stopped() -> {
                if (withdrawals.contains(task)) {
                    LOG.infof(
                            "run %s was withdrawn while it was trained",
                            task.run().id().brief());
                    lease.complete();
                } else {
                    lease.release();
                    publish(task, new Outcome.Released("trainer stops"));
                }
            }
        }
    }

    /** A released request comes back at once, so a fault that may pass is waited out while the lease is kept. */
    private void backOff(TaskLease lease) {
        var until = clock.instant().plus(BACK_OFF);
        while (!stopping && clock.instant().isBefore(until) && lease.renew()) {
            lastTick = clock.instant();
            await(new CompletableFuture<>(), TICK.multipliedBy(10));
        }
    }

    private void publish(TrainingRequested task, Outcome outcome) {
        String attempt = trainer + "@" + clock.instant();
        claimant.publish(new TrainingEnded(
                task.run().id(),
                trainer,
                Digest.of(attempt.getBytes(StandardCharsets.UTF_8)).brief(),
                outcome));
    }

    private static boolean cancelled(CompletableFuture<Attempt> work) {
        return ended(work) instanceof Attempt.Stopped;
    }

    private static Attempt ended(CompletableFuture<Attempt> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            LOG.error("training threw", e.getCause());
            return new Attempt.Failed(String.valueOf(e.getCause()), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Stopped();
        }
    }

    private static boolean await(CompletableFuture<?> work, Duration most) {
        try {
            work.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
