package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingEnded.Outcome;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.store.Digest;
import dev.tombola.trainer.Worker.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Takes one request at a time, has it trained, and keeps its lease meanwhile. The order that makes nothing get lost: the claim
 * is published, the brokers have it, and only then is the request answered.
 */
public final class TrainerLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(TrainerLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(100);

    private final String trainer;
    private final RequestSource source;
    private final Worker worker;
    private final Withdrawals withdrawals;
    private final Claimant claimant;
    private final Duration timeToStop;
    private final InstantSource clock;
    private final Silence silence;
    private final BackOff backOff = new BackOff();
    private State state = new State.Idle();
    private volatile boolean stopping;
    private volatile Instant lastTick;

    /**
     * A loop that has not begun.
     *
     * @param trainer its name, in claims
     * @param timeToStop how long a training that is told to stop is waited for
     */
    public TrainerLoop(
            String trainer,
            RequestSource source,
            Worker worker,
            Withdrawals withdrawals,
            Claimant claimant,
            Duration timeToStop,
            InstantSource clock) {
        this.trainer = trainer;
        this.source = source;
        this.worker = worker;
        this.withdrawals = withdrawals;
        this.claimant = claimant;
        this.timeToStop = timeToStop;
        this.clock = clock;
        this.lastTick = clock.instant();
        this.silence = new Silence(clock);
    }

    private sealed interface State {
        record Idle() implements State {}

        /**
         * A request is being trained.
         *
         * @param renewal when the lease has to be renewed
         */
        record Busy(RequestLease lease, String attempt, Work work, Cancellation cancellation, Instant renewal)
                implements State {}

        /**
         * It was asked to stop.
         *
         * @param deadline when it is no longer waited for
         */
        record Stopping(Busy busy, Instant deadline) implements State {}

        /** The lease is gone; the worker is needed for the next request. */
        record Lost(Work work) implements State {}

        /** A fault may pass. A released request comes back at once, so the time is waited out while the lease is kept. */
        record BackingOff(RequestLease lease, Instant until, Instant renewal) implements State {}

        /** Nothing is held any more. */
        record Ended() implements State {}
    }

    @Override
    public void run() {
        try (source) {
            while (!hasEnded()) {
                tick();
            }
        }
    }

    /**
     * Looks round once: waits for a request, or for a moment, and does what is due.
     *
     * @throws IllegalStateException when the training hangs: it holds its thread, so the process has to go
     */
    public void tick() {
        lastTick = clock.instant();
        state = switch (state) {
            case State.Idle idle ->
                stopping
                        ? new State.Ended()
                        : source.next(IDLE).map(this::begin).orElse(idle);
            case State.Busy busy -> busy.work().await(TICK) ? answered(busy) : watched(busy);
            case State.Stopping stop -> stop.busy().work().await(TICK) ? answered(stop.busy()) : waited(stop);
            case State.Lost lost -> stopping || lost.work().await(TICK) ? new State.Idle() : lost;
            case State.BackingOff backingOff -> backedOff(backingOff);
            case State.Ended ended -> ended;
        };
        if (state instanceof State.Busy || state instanceof State.Lost) {
            silence.requireSign();
        } else {
            silence.pause();
        }
    }

    /** Whether it was told to stop and holds nothing any more. */
    public boolean hasEnded() {
        return state instanceof State.Ended;
    }

    /** Gives back what it holds and ends; returns at once. */
    public void stop() {
        stopping = true;
        source.wakeup();
    }

    /** How long a training that is told to stop is waited for before its request is given back without its last steps. */
    Duration timeToStop() {
        return timeToStop;
    }

    /** When the loop last went round, idle or busy: an old tick means that it hangs. */
    public Instant lastTick() {
        return lastTick;
    }

    private State begin(RequestLease lease) {
        var request = lease.request();
        if (withdrawals.contains(request)) {
            LOG.infof("run %s was withdrawn", brief(request));
            lease.complete();
            return new State.Idle();
        }
        var named = trainer + "@" + clock.instant();
        var attempt = Digest.of(named.getBytes(StandardCharsets.UTF_8)).brief();
        var cancellation = new Cancellation();
        silence.begin(cancellation);
        return new State.Busy(
                lease, attempt, worker.begin(request, attempt, cancellation), cancellation, renewal(lease));
    }

    private State watched(State.Busy busy) {
        boolean withdrawn = withdrawals.contains(busy.lease().request());
        if (stopping || withdrawn) {
            if (withdrawn) {
                busy.cancellation().abandon();
            } else {
                busy.cancellation().stop();
            }
            return new State.Stopping(busy, clock.instant().plus(timeToStop));
        }
        return renewed(busy);
    }

    private State renewed(State.Busy busy) {
        if (clock.instant().isBefore(busy.renewal())) {
            return busy;
        }
        if (busy.lease().renew()) {
            return new State.Busy(
                    busy.lease(), busy.attempt(), busy.work(), busy.cancellation(), renewal(busy.lease()));
        }
        busy.cancellation().abandon();
        LOG.warnf(
                "run %s: the lease was lost, nothing is published",
                brief(busy.lease().request()));
        return new State.Lost(busy.work());
    }

    private State waited(State.Stopping stop) {
        if (clock.instant().isBefore(stop.deadline())) {
            return switch (renewed(stop.busy())) {
                case State.Busy busy -> new State.Stopping(busy, stop.deadline());
                case State lost -> lost;
            };
        }
        stop.busy().cancellation().abandon();
        putBack(stop.busy());
        return new State.Lost(stop.busy().work());
    }

    private State answered(State.Busy busy) {
        var lease = busy.lease();
        var request = lease.request();
        switch (busy.work().attempt()) {
            case AttemptEnd.Trained(var result) -> {
                backOff.reset();
                publish(request, busy.attempt(), new Outcome.Trained(result));
                lease.complete();
            }
            case AttemptEnd.Failed(var reason, var permanent, var attempts) -> {
                LOG.errorf("run %s failed: %s", brief(request), reason);
                publish(request, busy.attempt(), new Outcome.Failed(reason, permanent, attempts));
                if (!permanent) {
                    return new State.BackingOff(lease, clock.instant().plus(backOff.next()), renewal(lease));
                }
                lease.complete();
            }
            case AttemptEnd.Postponed(var reason) -> {
                LOG.warnf("run %s is put off: %s", brief(request), reason);
                publish(request, busy.attempt(), new Outcome.Released(reason));
                return new State.BackingOff(lease, clock.instant().plus(backOff.next()), renewal(lease));
            }
            case AttemptEnd.Refused(var reason) -> {
                LOG.errorf("request for run %s is refused: %s", brief(request), reason);
                lease.complete();
            }
            case AttemptEnd.Stopped() -> putBack(busy);
        }
        return new State.Idle();
    }

    private void putBack(State.Busy busy) {
        var request = busy.lease().request();
        if (withdrawals.contains(request)) {
            LOG.infof("run %s was withdrawn while it was trained", brief(request));
            busy.lease().complete();
        } else {
            if (busy.lease().release()) {
                publish(request, busy.attempt(), new Outcome.Released("trainer stops"));
            }
        }
    }

    private State backedOff(State.BackingOff backingOff) {
        var lease = backingOff.lease();
        if (stopping || !clock.instant().isBefore(backingOff.until())) {
            lease.release();
            return new State.Idle();
        }
        worker.rest(TICK);
        if (clock.instant().isBefore(backingOff.renewal())) {
            return backingOff;
        }
        return lease.renew() ? new State.BackingOff(lease, backingOff.until(), renewal(lease)) : new State.Idle();
    }

    private Instant renewal(RequestLease lease) {
        return clock.instant().plus(lease.lock().dividedBy(3));
    }

    private void publish(TrainingRequested request, String attempt, Outcome outcome) {
        claimant.publish(new TrainingEnded(request.run().id(), trainer, attempt, outcome));
    }

    private static String brief(TrainingRequested request) {
        return request.run().id().brief();
    }
}
