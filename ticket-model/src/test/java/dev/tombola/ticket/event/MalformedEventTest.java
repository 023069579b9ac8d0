package dev.tombola.ticket.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which one field of an event can be missing or of a wrong type. */
class MalformedEventTest {
    /** Which a schema cannot see: names that refer to other parts, a run's own name, and what its spec names. */
    private static final Pattern BEYOND_SCHEMAS =
            Pattern.compile("nothing is called|how a round is trained|is not the name of its spec|its spec names");

    record Mutation(Topic<?> topic, String holder, String path, String json) {
        @Override
        public String toString() {
            return topic.name() + " " + path;
        }
    }

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aMissingFieldIsNamedOrMayBeMissing(Topic<?> topic) {
        for (var mutation : mutations(topic, null)) {
            var complaint = complaint(mutation);
            if (complaint == null || BEYOND_SCHEMAS.matcher(complaint).find()) {
                continue;
            }
            assertThat(complaint)
                    .as("%s", mutation)
                    .startsWith(mutation.holder())
                    .doesNotContain("\n");
            assertThat(SchemaFiles.complaints(topic, mutation.json()))
                    .as("schema on %s", mutation)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aFieldOfAWrongTypeIsNamed(Topic<?> topic) {
        for (var mutation : mutations(topic, Json.read("[[]]", JsonNode.class))) {
            assertThat(complaint(mutation))
                    .as("%s", mutation)
                    .isNotNull()
                    .startsWith(mutation.holder())
                    .doesNotContain("\n");
            assertThat(SchemaFiles.complaints(topic, mutation.json()))
                    .as("schema on %s", mutation)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "searches | resolved | resolved: is missing",
                "searches | cancelled | cancelled: is missing",
                "search-planned | runs.0.role.pretraining | runs.0.role.pretraining: is missing",
                "ticket-drawn | ticket.chain | ticket.chain: is missing",
                "ticket-drawn | layers.1.tensor.shape | layers.1.tensor: has a part that is missing",
                "training-requested | run | run: is missing",
                "training-withdrawn | ask | ask: is missing",
                "training-progressed | trainer | trainer: is missing",
                "training-ended | outcome.outcome | outcome: is of no kind",
                "training-ended | outcome.result.spec.dataset | outcome.result.spec.dataset: is missing",
                "result-accepted | outcome.result.last.digest | outcome.result.last.digest: is missing",
                "ticket-evaluated | verdict.shortfall | verdict.shortfall: is missing",
                "search-concluded | tasks.0.chains.0.criterion | tasks.0.chains.0.criterion: is missing"
            })
    void whatIsMissingIsNamedWithItsPath(String topic, String path, String complaint) {
        var mutation = Topics.ALL.stream()
                .filter(known -> known.name().equals(topic))
                .flatMap(known -> mutations(known, null).stream())
                .filter(known -> known.path().equals(path))
                .findFirst()
                .orElseThrow();

        assertThat(complaint(mutation)).isEqualTo(complaint);
    }

    /** What is passed on must not become what nobody can read. */
    @ParameterizedTest
    @MethodSource("topics")
    void whatIsAcceptedIsReadFromWhatItIsWrittenAs(Topic<?> topic) {
        for (var value :
                List.of("\"\"", "\" \"", "\"NaN\"", "[]", "{}", "0", "-1", "1.5", "1e308", "1e400", "true", "null")) {
            for (var mutation : mutations(
                    topic, Json.read("[%s]".formatted(value), JsonNode.class).get(0))) {
                try {
                    var read = Json.read(mutation.json(), topic.event());
                    assertThat(Json.read(Json.write(read), topic.event()))
                            .as("%s: %s", mutation, value)
                            .isEqualTo(read);
                } catch (InvalidDocumentException e) {
                    assertThat(complaint(mutation))
                            .as("%s: %s", mutation, value)
                            .isNotNull();
                }
            }
        }
    }

    private static @Nullable String complaint(Mutation mutation) {
        try {
            Json.read(mutation.json(), mutation.topic().event());
            return null;
        } catch (InvalidDocumentException e) {
            return String.valueOf(e.getMessage()).replaceAll("\\[(\\d+)]", ".$1");
        }
    }

    /** The topic's example with each of its fields replaced, or left out. */
    private static List<Mutation> mutations(Topic<?> topic, @Nullable JsonNode replacement) {
        var tree = Json.read(Examples.text(topic), JsonNode.class);
        var mutations = new ArrayList<Mutation>();
        for (var place : places(tree, JsonPointer.empty(), new ArrayList<>())) {
            JsonNode mutated = tree.deepCopy();
            var holder = (ObjectNode) mutated.at(place.head());
            String name = place.last().getMatchingProperty();
            if (replacement == null) {
                holder.remove(name);
            } else {
                holder.set(name, replacement);
            }
            mutations.add(new Mutation(topic, path(place.head()), path(place), mutated.toString()));
        }
        return mutations;
    }

    private static List<JsonPointer> places(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        for (var field : node.properties()) {
            var place = at.appendProperty(field.getKey());
            places.add(place);
            places(field.getValue(), place, places);
        }
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            places(node.get(index), at.appendIndex(index), places);
        }
        return places;
    }

    /** As complaints write it, but that an index is there between dots. */
    private static String path(JsonPointer place) {
        return place.toString().replaceFirst("/", "").replace('/', '.');
    }
}
