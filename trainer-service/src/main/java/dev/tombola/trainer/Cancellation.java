package dev.tombola.trainer;

import java.util.concurrent.atomic.AtomicInteger;

/** Asks a training to stop at its next step. For two threads: who asks, and who trains. */
public final class Cancellation {
    private volatile boolean stopped;
    private volatile boolean abandoned;
    private final AtomicInteger asked = new AtomicInteger();

    /** Somebody goes on with it elsewhere: what was done is worth keeping. */
    public void stop() {
        stopped = true;
    }

    /** Nobody wants it from here any more: nothing is to be written. */
    public void abandon() {
        abandoned = true;
    }

    public boolean isRequested() {
        asked.incrementAndGet();
        return stopped || abandoned;
    }

    public boolean isAbandoned() {
        asked.incrementAndGet();
        return abandoned;
    }

    /** How often the training has asked: as long as this grows, it has not got stuck. */
    int timesAsked() {
        return asked.get();
    }
}
