package dev.tombola.trainer.kafka;

import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.OversizedEventException;
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
        try {
            writer.write(Topics.TRAINING_ENDED, ended);
        } catch (OversizedEventException e) { // it will be so the next time
            var failed = new TrainingEnded.Outcome.Failed("its result cannot be claimed: " + e.getMessage(), true, 1);
            writer.write(
                    Topics.TRAINING_ENDED, new TrainingEnded(ended.run(), ended.trainer(), ended.attempt(), failed));
        }
    }
}
