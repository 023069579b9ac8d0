package dev.tombola.evaluator;

import java.time.Duration;

/** Does one thing after the other, beside the thread that listens. */
public interface Bench {
    /**
     * Has something done, once what came before it is.
     *
     * @param pause for how long it has to wait at least; others have their turn meanwhile
     * @return false where it never will be, since nothing is begun any more
     */
    boolean later(Duration pause, Runnable work);
}
