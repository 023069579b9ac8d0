package dev.tombola.pruner;

import dev.tombola.kafka.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jboss.logging.Logger;

/**
 * What the brokers know of the trainers' group. They may be too busy to say, or not be there, for longer than a client asks:
 * then what was heard last holds, since planning does without.
 */
final class Trainers {
    private static final Logger LOG = Logger.getLogger(Trainers.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Installation installation;
    private Instant asked = Instant.EPOCH;
    private int count;

    Trainers(Installation installation) {
        this.installation = installation;
    }

    /** Whether trainers have come or gone since this was last asked. Asks the brokers every other second at most. */
    boolean changed() {
        if (Instant.now().isBefore(asked.plus(FRESH))) {
            return false;
        }
        int before = count;
        count = answer(installation::trainers).orElse(before);
        asked = Instant.now();
        return count != before;
    }

    /** How many were alive when they were last counted. */
    int count() {
        return count;
    }

    /** As {@link Installation#answeredRequests()}; nothing where the brokers do not say. */
    Optional<Map<Integer, Long>> answeredRequests() {
        return answer(installation::answeredRequests);
    }

    private static <T> Optional<T> answer(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RetriableException | UnknownServerException e) { // the latter while another takes over from a broker
            LOG.warnf("the brokers say nothing of the trainers, asking again: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
