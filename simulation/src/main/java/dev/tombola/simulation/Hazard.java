package dev.tombola.simulation;

/** What can go wrong. A schedule has some of these, so that rare companions meet too. */
enum Hazard {
    /** A process dies at once, wherever it is. */
    KILL,
    /** A process is asked to leave. */
    TERMINATE,
    /** A process stands still, for longer than a lease, and goes on as if nothing had been. */
    FREEZE,
    /** Another broker takes over: deliveries end, and their counts begin anew. */
    FAILOVER,
    /** Superseded records of compacted topics go. */
    COMPACTION,
    /** The user calls a search off and submits it again. */
    CANCELLATION,
    /** An answer to the queue is lost, on its way there or back. */
    LOST_ANSWER,
    /** Records come late, and partitions out of step. */
    DELAY,
    /** A claim is sent twice, or its sender is not told that it arrived. */
    DOUBLE_SEND,
    /** A transaction is aborted, or its writer is not told that it was committed. */
    FAILED_WRITE,
    /** The store fails, before or after it did what was asked. */
    STORE_FAULT,
    /** The store is slow. */
    SLOW_STORE,
    /** A write reaches the store again, later. */
    REPEATED_WRITE
}
