package dev.tombola.trainer.kafka;

import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Requests as they lie on their topic. */
final class Requests {
    private static final Logger LOG = Logger.getLogger(Requests.class);

    private Requests() {}

    /** Nothing where it is malformed; then the log says so in a line. */
    static Optional<TrainingRequested> read(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value() == null ? new byte[0] : record.value();
            return Optional.of(Json.read(value, TrainingRequested.class));
        } catch (InvalidDocumentException e) {
            LOG.warnf(
                    "refused a malformed request at %s-%d@%d: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }
}
