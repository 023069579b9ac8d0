package dev.tombola.ticket.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code asyncapi.yaml} describes the topics that there are, and refers to nothing that is not there. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = read("/asyncapi.yaml");

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @Test
    void isOfVersionThree() {
        assertThat(DOCUMENT.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.path("info").fieldNames()).toIterable().contains("title", "version", "description");
    }

    @Test
    void hasTheTopicsForItsChannelsAndNoOthers() {
        assertThat(DOCUMENT.path("channels").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(topics().map(Topic::name).toList());
        assertThat(DOCUMENT.at("/components/messages").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        topics().map(topic -> topic.event().getSimpleName()).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void describesATopicAsItIsCreated(Topic<?> topic) {
        var channel = DOCUMENT.path("channels").path(topic.name());
        var kafka = channel.path("bindings").path("kafka");

        assertThat(channel.path("address").asText()).isEqualTo(topic.in("{prefix}"));
        assertThat(followed(channel.at("/parameters/prefix")).path("default").asText())
                .isEqualTo("tombola.");
        assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").asText())
                .isEqualTo(topic.compacted() ? "compact" : "delete");
        assertThat(kafka.path("topicConfiguration").path("retention.ms").asLong())
                .isEqualTo(topic.compacted() ? 0 : 30L * 24 * 3600 * 1000);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void describesWhatIsOnATopic(Topic<?> topic) {
        String event = topic.event().getSimpleName();
        var message = followed(
                DOCUMENT.path("channels").path(topic.name()).path("messages").path(event));

        assertThat(message.path("name").asText()).isEqualTo(event);
        assertThat(message.at("/payload/$ref").asText()).isEqualTo("schemas/" + topic.name() + ".v1.json");
        assertThat(message.at("/headers/properties/ce_type/const").asText()).isEqualTo(topic.eventType());
        assertThat(message.at("/examples/0/payload/$ref").asText())
                .isEqualTo("schemas/examples/" + topic.name() + ".v1.json");
        assertThat(message.at("/bindings/kafka/key").isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void saysWhoSendsAndWhoReceives(Topic<?> topic) {
        var channel = "#/channels/" + topic.name();
        var operations = StreamSupport.stream(DOCUMENT.path("operations").spliterator(), false)
                .filter(operation -> operation.at("/channel/$ref").asText().equals(channel))
                .toList();

        assertThat(operations)
                .extracting(operation -> operation.at("/messages/0/$ref").asText())
                .containsOnly(channel + "/messages/" + topic.event().getSimpleName());
        assertThat(operations)
                .extracting(operation -> operation.path("action").asText())
                .containsOnlyOnce("send")
                .contains("receive")
                .isSubsetOf("send", "receive");
    }

    @Test
    void refersToNothingThatIsNotThere() {
        var references = references(DOCUMENT, new ArrayList<>());

        assertThat(references)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        reference -> assertThat(target(reference)).as(reference).isNotEmpty());
    }

    private static JsonNode followed(JsonNode node) {
        return node.has("$ref") ? followed(target(node.path("$ref").asText())) : node;
    }

    private static JsonNode target(String reference) {
        String[] parts = reference.split("#", 2);
        var file = parts[0].isEmpty() ? DOCUMENT : read("/" + parts[0]);
        return parts.length == 1 ? file : file.at(parts[1]);
    }

    private static List<String> references(JsonNode node, List<String> found) {
        if (node.has("$ref")) {
            found.add(node.path("$ref").asText());
        }
        node.forEach(child -> references(child, found));
        return found;
    }

    private static JsonNode read(String resource) {
        try (var in = Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream(resource), resource)) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
