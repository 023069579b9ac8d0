package dev.tombola.trainer;

import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.wire.Json;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Tells the topic {@code training-progressed} how far runs are. Dropped rather than waited for: nothing depends on it. */
@ApplicationScoped
public class Progress implements Consumer<TrainingProgressed> {
    private static final Logger LOG = Logger.getLogger(Progress.class);

    private final Emitter<byte[]> emitter;

    Progress(@Channel("training-progressed") @OnOverflow(OnOverflow.Strategy.DROP) Emitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void accept(TrainingProgressed progressed) {
        try {
            send(progressed);
        } catch (IllegalStateException e) { // the channel is closed: no reason to stop training
            LOG.debugf("not told how far run %s is: %s", progressed.run().brief(), e.getMessage());
        }
    }

    private void send(TrainingProgressed progressed) {
        String key = progressed.run().toString();
        emitter.send(Message.of(Json.write(progressed).getBytes(StandardCharsets.UTF_8))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(key)
                        .build())
                .addMetadata(OutgoingCloudEventMetadata.builder()
                        .withId(key + "/" + progressed.step())
                        .withSubject(key)
                        .build()));
    }
}
