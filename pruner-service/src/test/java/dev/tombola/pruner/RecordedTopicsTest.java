package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pruner that begins anew, on topics as releases wrote them and with an empty bucket: it has nothing to draw. */
class RecordedTopicsTest {
    private static final int TRAINERS = 2;

    private final List<Outgoing<?>> said = new ArrayList<>();
    private final Pruner pruner = new Pruner(new DrawTicket(new Blobs(new InMemoryObjectStore())), said::add);

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void hasNothingToAdd(String release) {
        // Given
        Recording.ofRelease(release).events().forEach(pruner::hear);

        // When
        pruner.turn(TRAINERS);

        // Then
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void hasNothingToAddToASearchThatIsJustAboutToBeConcluded(String release) {
        // Given
        Recording.ofRelease(release)
                .without(Topics.TICKET_EVALUATED, Topics.SEARCH_CONCLUDED)
                .events()
                .forEach(pruner::hear);

        // When
        pruner.turn(TRAINERS);

        // Then
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void makesTheSamePlanToTheByte(String release) {
        // Given
        var recording = Recording.ofRelease(release);
        recording
                .without(Topics.SEARCH_PLANNED, Topics.TICKET_EVALUATED, Topics.SEARCH_CONCLUDED)
                .events()
                .forEach(pruner::hear);

        // When
        pruner.turn(TRAINERS);

        // Then
        var texts = new TreeMap<String, String>();
        said.forEach(it -> texts.put(it.topic().name() + " " + it.key(), Json.write(it.event())));
        assertThat(texts).isEqualTo(recording.on(Topics.SEARCH_PLANNED).last());
    }
}
