package dev.tombola.trainer;

/** Asks a training to stop at its next step. */
public final class Cancellation {
    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }
}
