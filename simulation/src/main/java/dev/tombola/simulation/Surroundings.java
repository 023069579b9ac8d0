package dev.tombola.simulation;

import dev.tombola.ticket.store.ObjectStore;

/** What every process of one schedule has in common. */
record Surroundings(
        VirtualTime time,
        Fate fate,
        Trace trace,
        Broker broker,
        ShareGroup queue,
        ObjectStore bucket,
        Images images,
        Invariants invariants,
        Tampering tampering) {
    /** The store, as processes see it. */
    ObjectStore store() {
        return new Bucket(bucket, fate, time, trace);
    }

    void note(String what, Object... about) {
        trace.note(time.elapsed().toMillis(), time.who(), what, about);
    }
}
