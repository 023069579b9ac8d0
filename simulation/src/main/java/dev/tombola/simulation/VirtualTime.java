package dev.tombola.simulation;

import dev.tombola.trainer.run.Timepiece;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A clock that jumps from one event to the next. What is due at one moment comes in an order that the seed decides. Only one
 * thing happens at a time.
 */
final class VirtualTime implements InstantSource, Timepiece {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final RandomGenerator random;
    private long nanos;
    private @Nullable Fiber current;

    VirtualTime(RandomGenerator random) {
        this.random = random;
    }

    private record Due(long nanos, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return nanos == other.nanos ? Long.compare(order, other.order) : Long.compare(nanos, other.nanos);
        }
    }

    /** Has something done later. */
    void after(Duration delay, Runnable action) {
        agenda.add(new Due(nanos + delay.toNanos(), random.nextLong(), action));
    }

    /** Lets the next thing happen; false when nothing is left. */
    boolean advance() {
        var due = agenda.poll();
        if (due == null) {
            return false;
        }
        nanos = Math.max(nanos, due.nanos());
        due.action().run();
        return true;
    }

    /** Lets time pass for the fiber that calls. */
    @Override
    public void pause(Duration duration) {
        var fiber = fiber();
        fiber.checkAlive();
        after(duration, fiber::resume);
        fiber.handBack();
    }

    /** Ends the fiber that calls, if its process was killed. */
    void checkAlive() {
        fiber().checkAlive();
    }

    /** Gives a fiber its turn, until it pauses or ends. */
    void run(Fiber fiber) {
        var before = current;
        current = fiber;
        try {
            fiber.proceed();
        } finally {
            current = before;
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusNanos(nanos);
    }

    @Override
    public Instant now() {
        return instant();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Who calls, for the trace. */
    String who() {
        return current == null ? "fate" : current.instance().name();
    }

    private Fiber fiber() {
        if (current == null) {
            throw new IllegalStateException("only a process can wait");
        }
        return current;
    }
}
