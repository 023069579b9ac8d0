package dev.tombola.pruner;

import java.util.Map;
import java.util.Optional;

/** What is known of those who take training requests; nothing while the brokers do not say. */
public interface TrainerGroup {
    /** How many there are. */
    Optional<Integer> members();

    /** For every partition of training requests, the offset before which all of them are answered for good. */
    Optional<Map<Integer, Long>> answeredRequests();
}
