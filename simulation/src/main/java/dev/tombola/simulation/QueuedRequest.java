package dev.tombola.simulation;

import dev.tombola.ticket.event.TrainingRequested;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request in the queue, and what the broker remembers of who has it. */
final class QueuedRequest {
    private static final int DELIVERIES = 10;

    private final TrainingRequested asked;
    private final int partition;
    private final long offset;
    private int deliveries;
    private boolean over;
    private ShareGroup.@Nullable Lease holder;
    private Duration deadline = Duration.ZERO;

    QueuedRequest(TrainingRequested asked, int partition, long offset) {
        this.asked = asked;
        this.partition = partition;
        this.offset = offset;
    }

    TrainingRequested asked() {
        return asked;
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    int deliveries() {
        return deliveries;
    }

    boolean isOver() {
        return over;
    }

    /** Whether it is neither answered for good nor locked. */
    boolean isForTheTaking(Duration now) {
        return !over && (holder == null || now.compareTo(deadline) >= 0);
    }

    boolean isHeldBy(ShareGroup.Lease lease, Duration now) {
        return lease == holder && !over && now.compareTo(deadline) < 0;
    }

    /** Whether it was delivered as often as the broker delivers anything. */
    boolean isWornOut() {
        return deliveries >= DELIVERIES;
    }

    void deliver(ShareGroup.Lease lease, Duration until) {
        deliveries++;
        holder = lease;
        deadline = until;
    }

    void lockUntil(Duration until) {
        deadline = until;
    }

    void giveBack(ShareGroup.Lease lease) {
        if (lease == holder) {
            holder = null;
        }
    }

    void end() {
        over = true;
        holder = null;
    }

    /** As the next broker, which knows of no lock and of no delivery. */
    void forget() {
        holder = null;
        deliveries = 0;
    }
}
