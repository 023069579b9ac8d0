package dev.tombola.ticket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire form of every event: it changes only on purpose. */
class EventJsonTest {
    /** Objects whose keys are names rather than fields. */
    private static final Set<String> MAPS =
            Set.of("recipes", "pretrainings", "chains", "controls", "tasks", "datasets", "kept", "beside", "schedule");

    private static final ObjectMapper MAPPER = Json.mapper();

    static List<Topic<?>> topics() {
        return Topics.ALL;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void isTheTextThatSubscribersAreShown(Topic<?> topic) {
        assertThat(Json.writePretty(Examples.of(topic))).isEqualTo(Examples.text(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void isReadBackAsItWas(Topic<?> topic) {
        assertThat(Json.read(Examples.text(topic), topic.event())).isEqualTo(Examples.of(topic));
        assertThat(Json.read(Json.write(Examples.of(topic)), topic.event())).isEqualTo(Examples.of(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void keepsToItsSchema(Topic<?> topic) {
        assertThat(SchemaFiles.complaints(topic, Json.write(Examples.of(topic))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void mayHaveFieldsOfALaterVersionAnywhere(Topic<?> topic) throws Exception {
        // Given
        var later = (ObjectNode) MAPPER.readTree(Examples.text(topic));
        addFields(later);

        // When
        var event = Json.read(later.toString(), topic.event());

        // Then
        assertThat(event).isEqualTo(Examples.of(topic));
        assertThat(SchemaFiles.complaints(topic, later.toString())).isEmpty();
    }

    static List<Arguments> further() {
        return List.of(
                Arguments.of(Topics.TRAINING_REQUESTED, "training-requested-round"),
                Arguments.of(Topics.TRAINING_ENDED, "training-ended-round"));
    }

    @ParameterizedTest
    @MethodSource("further")
    void furtherExamplesAreTextsOfEventsToo(Topic<?> topic, String name) {
        var text = Examples.resource("/schemas/examples/" + name + ".v1.json").strip();
        var event = Objects.requireNonNull(Examples.further().get(name), name);

        assertThat(Json.writePretty(event)).isEqualTo(text);
        assertThat(Json.read(text, topic.event())).isEqualTo(event);
        assertThat(SchemaFiles.complaints(topic, text)).isEmpty();
    }

    @Test
    void aSearchFileMayNameAnObjectiveAlone() {
        // Given
        var text = Examples.text(Topics.SEARCHES)
                .replaceFirst("\"optimizer\" : \"sgd\",", "$0 \"objective\" : \"moco\", \"metric\" : \"knn\",")
                .replaceFirst("\"trainFirst\" :", "\"survives\" : [], $0")
                .replaceFirst("\"stem\" :", "\"head\" : \"loaded\", $0");

        // When
        var complaints = SchemaFiles.complaints(Topics.SEARCHES, text);

        // Then
        assertThat(complaints).isEmpty();
        assertThat(SchemaFiles.complaints(Topics.SEARCHES, text.replace("\"moco\"", "7")))
                .isNotEmpty();
        assertThat(SchemaFiles.complaints(Topics.SEARCHES, text.replace("\"moco\"", "{\"name\":\"moco\"}")))
                .as("services write it in full")
                .isNotEmpty();
        assertThat(SchemaFiles.complaints(Topics.SEARCHES, text.replace("\"loaded\", \"stem", "\"lost\", \"stem")))
                .isNotEmpty();
        assertThat(SchemaFiles.complaints(
                        Topics.SEARCHES, text.replace("\"survives\" : []", "\"survives\" : [\"tail\"]")))
                .isNotEmpty();
    }

    @Test
    void theOtherOutcomesHaveTheirFormsToo() {
        assertForm(
                Topics.TRAINING_ENDED,
                new TrainingEnded(
                        Examples.RUN, "trainer-1", "trainer-1/1", new TrainingEnded.Outcome.Failed("no disk", true, 2)),
                """
                {"run":"%s","trainer":"trainer-1","attempt":"trainer-1/1",\
                "outcome":{"outcome":"failed","reason":"no disk","permanent":true,"attempts":2}}""");
        assertForm(
                Topics.TRAINING_ENDED,
                new TrainingEnded(
                        Examples.RUN, "trainer-1", "trainer-1/1", new TrainingEnded.Outcome.Released("stopping")),
                """
                {"run":"%s","trainer":"trainer-1","attempt":"trainer-1/1",\
                "outcome":{"outcome":"released","reason":"stopping"}}""");
        assertForm(
                Topics.RESULT_ACCEPTED,
                new ResultAccepted(Examples.RUN, new ResultAccepted.Outcome.Failed("diverged", 3)),
                """
                {"run":"%s","outcome":{"outcome":"failed","reason":"diverged","attempts":3}}""");
        assertForm(
                Topics.TRAINING_PROGRESSED,
                new TrainingProgressed(Examples.RUN, "trainer-1", null, null, 0, 120, null, null),
                """
                {"run":"%s","trainer":"trainer-1","step":0,"steps":120}""");
    }

    @Test
    void aSearchThatIsShownIsNamedByItsContent() {
        var submitted = (SearchSubmitted) Examples.of(Topics.SEARCHES);

        assertThat(submitted.search()).isEqualTo(submitted.resolved().id());
    }

    @Test
    void aRequestUnderAnotherRunsNameIsRefused() {
        var text = Examples.text(Topics.TRAINING_REQUESTED).replace("\"seed\" : 1", "\"seed\" : 2");

        assertThatThrownBy(() -> Json.read(text, TrainingRequested.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("run.id: " + Examples.RUN + " is not the name of its spec");
    }

    @Test
    void aNumberThatIsNoneIsNoResult() {
        var text = Examples.text(Topics.TRAINING_ENDED).replace("0.8031", "\"NaN\"");

        assertThatThrownBy(() -> Json.read(text, TrainingEnded.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("outcome.result.test.value: NaN is not a number");
    }

    @Test
    void anOutcomeOfAnUnknownKindIsRefused() {
        var text = """
                {"run":"%s","outcome":{"outcome":"lost"}}""".formatted(Examples.RUN);

        assertThatThrownBy(() -> Json.read(text, ResultAccepted.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("outcome: lost is not a known kind");
    }

    private static void assertForm(Topic<?> topic, Object event, String form) {
        var json = form.formatted(Examples.RUN);

        assertThat(Json.write(event)).isEqualTo(json);
        assertThat(Json.read(json, topic.event())).isEqualTo(event);
        assertThat(SchemaFiles.complaints(topic, json)).isEmpty();
    }

    private static void addFields(JsonNode node) {
        node.forEach(EventJsonTest::addFields);
        for (var field : node.properties()) {
            if (field.getValue() instanceof ObjectNode object && !MAPS.contains(field.getKey())) {
                object.putObject("later").putArray("deep").add(1);
            }
        }
        if (node instanceof ObjectNode object && node.has("search") && node.has("matching")) {
            object.put("later", true);
        }
    }
}
