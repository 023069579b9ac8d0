package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingRequested;
import java.time.Duration;

/** A training request that nobody else gets as long as the lease is renewed in time. */
public interface RequestLease {
    TrainingRequested request();

    /** How long the lease lasts after it was given or renewed. */
    Duration lock();

    /** Prolongs the lease; false when it was lost, and with it the right to answer. */
    boolean renew();

    /** The request is done with: nobody gets it again. False when the lease was lost. */
    boolean complete();

    /** Somebody else may have it. False when the lease was lost. */
    boolean release();
}
