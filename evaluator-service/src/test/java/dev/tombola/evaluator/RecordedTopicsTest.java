package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluator that begins anew, on topics as releases wrote them. */
class RecordedTopicsTest {
    private final List<Outgoing<?>> said = new ArrayList<>();
    private final Evaluator evaluator = new Evaluator(said::add);

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void hasNothingToAdd(String release) {
        // Given
        Recording.ofRelease(release).events().forEach(evaluator::hear);

        // When
        var unmeasured = evaluator.turn();

        // Then
        assertThat(unmeasured).isEmpty();
        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void saysTheSameVerdictsAndConclusionToTheByte(String release) {
        // Given
        var recording = Recording.ofRelease(release);
        recording
                .without(Topics.TICKET_EVALUATED, Topics.SEARCH_CONCLUDED)
                .events()
                .forEach(evaluator::hear);

        // When
        evaluator.turn();

        // Then
        var texts = new TreeMap<String, String>();
        said.forEach(it -> texts.put(it.topic().name() + " " + it.key(), Json.write(it.event())));
        assertThat(texts)
                .isNotEmpty()
                .isEqualTo(recording
                        .on(Topics.TICKET_EVALUATED, Topics.SEARCH_CONCLUDED)
                        .last());
    }
}
