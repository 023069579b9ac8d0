package dev.tombola.trainer;

import dev.tombola.kafka.EventRecord;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.wire.InvalidDocumentException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Remembers what the topic {@code training-withdrawn} says; every trainer reads all of it, from the beginning. */
@ApplicationScoped
public class WithdrawnRuns implements Withdrawals {
    private static final Logger LOG = Logger.getLogger(WithdrawnRuns.class);

    private final Map<RunId, Integer> withdrawn = new ConcurrentHashMap<>();

    @Incoming("training-withdrawn")
    void on(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return; // a key without a value is one that is gone
        }
        try {
            var event = EventRecord.read(Topics.TRAINING_WITHDRAWN, record);
            withdrawn.merge(event.run(), event.ask(), Math::max);
        } catch (InvalidDocumentException e) {
            LOG.warnf("ignored a malformed record at %s: %s", EventRecord.place(record), e.getMessage());
        }
    }

    @Override
    public boolean contains(TrainingRequested request) {
        return withdrawn.getOrDefault(request.run().id(), 0) >= request.ask();
    }
}
