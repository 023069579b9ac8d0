package dev.tombola.trainer.kafka;

import dev.tombola.kafka.EventWriter;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.trainer.Claimant;

/** Claims on the topic {@code training-ended}, keyed by run. */
public final class KafkaClaims implements Claimant {
    private final EventWriter writer;

    public KafkaClaims(EventWriter writer) {
        this.writer = writer;
    }

    @Override
    public void publish(TrainingEnded ended) {
        writer.write(Topics.TRAINING_ENDED, ended.run().toString(), ended);
    }
}
