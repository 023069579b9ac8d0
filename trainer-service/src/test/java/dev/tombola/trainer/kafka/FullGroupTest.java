package dev.tombola.trainer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.trainer.GroupFullException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trainer more than the broker lets into the share group. */
class FullGroupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aTrainerThatIsNotLetInSaysWhatToSet(@TempDir Path folder) {
        try (var broker = EmbeddedBroker.start(folder, 0, Map.of("group.share.max.size", "1"))) {
            // Given
            var settings = KafkaSettings.local(broker.bootstrapServers());
            try (var installation = new Installation(settings);
                    var member = new ShareGroupRequests(settings, "member")) {
                installation.create(Duration.ofSeconds(30));
                await().atMost(PATIENCE).until(() -> {
                    member.next(Duration.ofMillis(200));
                    return installation.trainers() == 1;
                });

                // When
                try (var surplus = new ShareGroupRequests(settings, "surplus")) {
                    // Then
                    await().atMost(PATIENCE)
                            .untilAsserted(
                                    () -> assertThatNextOf(surplus).hasMessageContaining("group.share.max.size"));
                }
                assertThat(installation.trainers()).isEqualTo(1);
            }
        }
    }

    private static AbstractThrowableAssert<?, ?> assertThatNextOf(ShareGroupRequests surplus) {
        return assertThatThrownBy(() -> surplus.next(Duration.ofMillis(200))).isInstanceOf(GroupFullException.class);
    }
}
