package dev.tombola.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Logs;
import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.ticket.SearchId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final SearchId SEARCH = new SearchId("tiny-0123456789ab");

    @Test
    @Timeout(120)
    void saysWhatToDoWhenTheBrokersAreGone(@TempDir Path folder) {
        // Given
        Logs.configure(false);
        Watch watch;
        KafkaSettings settings;
        try (var broker = EmbeddedBroker.start(folder)) {
            settings = KafkaSettings.local(broker.bootstrapServers());
            try (var installation = new Installation(settings)) {
                installation.create(Duration.ofMinutes(1));
            }
            watch = new Watch(settings, Duration.ofSeconds(1));
        }
        var brokers = settings.client().get("bootstrap.servers");
        var said = new StringWriter();

        // When
        try (watch) {
            var display = new Lines(new PrintWriter(said));
            assertThatThrownBy(() -> watch.untilConcluded(SEARCH, display, () -> {}))
                    // Then
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage(
                            "no answer from Kafka at %s any more; the search goes on when it is back: tombola watch %s"
                                    .formatted(brokers, SEARCH));
        }
        assertThat(said.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.endsWith("no answer from Kafka at " + brokers + "; trying again"));
    }
}
