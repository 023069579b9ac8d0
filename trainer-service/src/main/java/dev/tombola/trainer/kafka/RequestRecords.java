package dev.tombola.trainer.kafka;

import dev.tombola.kafka.EventRecord;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Requests as they lie on their topic. */
final class RequestRecords {
    private static final Logger LOG = Logger.getLogger(RequestRecords.class);

    private RequestRecords() {}

    /** Nothing where it is malformed; then the log says so in a line. */
    static Optional<TrainingRequested> read(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(EventRecord.read(Topics.TRAINING_REQUESTED, record));
        } catch (InvalidDocumentException e) {
            LOG.warnf("refused a malformed request at %s: %s", EventRecord.place(record), e.getMessage());
            return Optional.empty();
        }
    }
}
