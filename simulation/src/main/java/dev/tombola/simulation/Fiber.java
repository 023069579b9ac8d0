package dev.tombola.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a simulated process. It is a virtual thread that runs only while it has its turn, and gives the turn back
 * whenever it pauses: so that blocking production code takes part, and still one thing happens at a time.
 */
final class Fiber {
    private final VirtualTime time;
    private final Instance instance;
    private final Thread thread;
    private volatile boolean itsTurn;
    private volatile Thread waiting = Thread.currentThread();
    private boolean begun;
    private boolean killed;
    private boolean ended;

    Fiber(VirtualTime time, Instance instance, Runnable body) {
        this.time = time;
        this.instance = instance;
        this.thread = Thread.ofVirtual().unstarted(() -> {
            try {
                if (!killed) {
                    body.run();
                }
            } catch (Killed e) {
                // as was to be
            } finally {
                ended = true;
                itsTurn = false;
                LockSupport.unpark(waiting);
            }
        });
    }

    Instance instance() {
        return instance;
    }

    boolean hasEnded() {
        return ended;
    }

    /** When its time has come; later, when its process is frozen. */
    void resume() {
        if (ended) {
            return;
        }
        var frozen = instance.frozenFor();
        if (frozen.isPositive()) {
            time.after(frozen, this::resume);
        } else {
            time.run(this);
            instance.reap();
        }
    }

    /** Unwinds it, so that nothing stays behind; whatever it does meanwhile has no effect. */
    void kill() {
        killed = true;
        if (!ended && begun && !Thread.currentThread().equals(thread)) {
            time.run(this);
        }
    }

    void checkAlive() {
        if (killed) {
            throw new Killed();
        }
    }

    /** To be called by {@link VirtualTime}: until the fiber gives the turn back. */
    void proceed() {
        waiting = Thread.currentThread();
        itsTurn = true;
        if (begun) {
            LockSupport.unpark(thread);
        } else {
            begun = true;
            thread.start();
        }
        while (itsTurn) {
            LockSupport.park(this);
        }
    }

    /** To be called on the fiber itself: until its next turn. */
    void handBack() {
        itsTurn = false;
        LockSupport.unpark(waiting);
        while (!itsTurn) {
            LockSupport.park(this);
        }
        checkAlive();
    }

    /** Begins after a moment. */
    void start(Duration delay) {
        time.after(delay, this::resume);
    }
}
