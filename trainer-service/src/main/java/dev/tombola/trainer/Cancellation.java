package dev.tombola.trainer;

/** Asks a training to stop at its next step. For two threads: who asks, and who trains. */
public final class Cancellation {
    private volatile boolean stopped;
    private volatile boolean abandoned;

    /** Somebody goes on with it elsewhere: what was done is worth keeping. */
    public void stop() {
        stopped = true;
    }

    /** Nobody wants it from here any more: nothing is to be written. */
    public void abandon() {
        abandoned = true;
    }

    public boolean isRequested() {
        return stopped || abandoned;
    }

    public boolean isAbandoned() {
        return abandoned;
    }
}
