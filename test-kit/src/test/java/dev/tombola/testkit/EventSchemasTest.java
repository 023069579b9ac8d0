package dev.tombola.testkit;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.wire.Json;
import org.junit.jupiter.api.Test;

class EventSchemasTest {
    @Test
    void acceptsWhatIsSent() {
        var unfolding = Unfolding.of(SampleSearches.any(1), new World());

        assertThatNoException()
                .isThrownBy(() -> unfolding
                        .events()
                        .forEach(event -> EventSchemas.validate(
                                switch (event) {
                                    case SearchSubmitted _ -> Topics.SEARCHES;
                                    case TicketDrawn _ -> Topics.TICKET_DRAWN;
                                    default -> Topics.RESULT_ACCEPTED;
                                },
                                Json.write(event))));
    }

    @Test
    void namesEveryDeviation() {
        var json = """
                {"run":"abc"}""";

        assertThatThrownBy(() -> EventSchemas.validate(Topics.TRAINING_WITHDRAWN, json))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not what training-withdrawn holds:")
                .hasMessageContaining("/run does not match")
                .hasMessageContaining("ask");
    }
}
