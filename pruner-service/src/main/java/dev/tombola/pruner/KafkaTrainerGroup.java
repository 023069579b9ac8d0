package dev.tombola.pruner;

import dev.tombola.kafka.Installation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jboss.logging.Logger;

/** Asks the brokers. They may be too busy to say, or not be there, for longer than a client asks. */
final class KafkaTrainerGroup implements TrainerGroup {
    private static final Logger LOG = Logger.getLogger(KafkaTrainerGroup.class);

    private final Installation installation;

    KafkaTrainerGroup(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Optional<Integer> members() {
        return answer(installation::trainers);
    }

    @Override
    public Optional<Map<Integer, Long>> answeredRequests() {
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
