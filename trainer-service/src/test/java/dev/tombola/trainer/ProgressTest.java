package dev.tombola.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final TrainingProgressed HALF_WAY =
            new TrainingProgressed(RunId.parse("1".repeat(64)), "trainer-1", "attempt", 1.0, 1, 2, null, null);

    @Test
    void aChannelThatIsClosedDoesNotStopTraining() {
        var channel = new Channel();
        var progress = new Progress(channel);
        progress.accept(HALF_WAY);

        channel.complete();
        progress.accept(HALF_WAY);

        assertThat(channel.sent).hasSize(1);
    }

    /** Answers as that of the messaging library does once it is cancelled. */
    private static final class Channel implements Emitter<byte[]> {
        private final List<Object> sent = new ArrayList<>();
        private boolean closed;

        @Override
        public CompletionStage<Void> send(byte[] payload) {
            sent.add(payload);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public <M extends Message<? extends byte[]>> void send(M message) {
            if (closed) {
                throw new IllegalStateException("the subscription has been cancelled");
            }
            sent.add(message);
        }

        @Override
        public void complete() {
            closed = true;
        }

        @Override
        public void error(Exception fault) {
            closed = true;
        }

        @Override
        public boolean isCancelled() {
            return closed;
        }

        @Override
        public boolean hasRequests() {
            return !closed;
        }
    }
}
