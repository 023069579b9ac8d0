package dev.tombola.fuzzing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns bytes into changes of a document, since a fuzzer that only flips bytes mostly makes what is no JSON at all. Two bytes
 * are one change: the place, counted through the document, and what comes there.
 */
final class Edits {
    private static final List<JsonNode> VALUES = Stream.of(
                    "null",
                    "true",
                    "0",
                    "1",
                    "-1",
                    "2147483647",
                    "2147483648",
                    "9223372036854775807",
                    "1e308",
                    "4.9e-324",
                    "0.5",
                    "100",
                    "[]",
                    "{}",
                    "[[]]",
                    "[1]",
                    "\"\"",
                    "\"NaN\"",
                    "\"..\"",
                    "\"../../x\"",
                    "\"\\u0000\"",
                    "\"a\\nb\"",
                    "\"1\"",
                    "\"pretraining\"",
                    "\"fashion-mnist:1\"",
                    "\"%s%n\"",
                    "\"2026-11-22T00:00:00Z\"",
                    "\"" + "0".repeat(64) + "\"")
            .map(text -> Json.read(text.equals("null") ? "[null]" : text, JsonNode.class))
            .map(node -> node.isArray() && node.size() == 1 && node.get(0).isNull() ? node.get(0) : node)
            .toList();

    private Edits() {}

    static JsonNode apply(byte[] edits, JsonNode document) {
        JsonNode edited = document.deepCopy();
        for (int i = 0; i + 1 < edits.length; i += 2) {
            var places = places(edited);
            if (!places.isEmpty()) {
                places.get((edits[i] & 0xFF) % places.size()).put(edits[i + 1] & 0xFF, edited);
            }
        }
        return edited;
    }

    private record Place(JsonNode parent, String key, int index) {
        /** A value, or a copy of some part of the document, or nothing at all. */
        void put(int what, JsonNode document) {
            if (what == 0xFF) {
                remove();
            } else if (what < VALUES.size()) {
                set(VALUES.get(what));
            } else {
                var places = places(document);
                set(places.get((what - VALUES.size()) % places.size()).value().deepCopy());
            }
        }

        JsonNode value() {
            return parent instanceof ArrayNode ? parent.get(index) : parent.get(key);
        }

        private void set(JsonNode value) {
            switch (parent) {
                case ObjectNode object -> object.set(key, value);
                case ArrayNode array -> array.set(index, value);
                default -> throw new IllegalStateException("a value has no places");
            }
        }

        private void remove() {
            switch (parent) {
                case ObjectNode object -> object.remove(key);
                case ArrayNode array -> array.remove(index);
                default -> throw new IllegalStateException("a value has no places");
            }
        }
    }

    private static List<Place> places(JsonNode node) {
        var places = new ArrayList<Place>();
        node.properties().forEach(field -> {
            places.add(new Place(node, field.getKey(), 0));
            places.addAll(places(field.getValue()));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, "", i));
            places.addAll(places(node.get(i)));
        }
        return places;
    }
}
