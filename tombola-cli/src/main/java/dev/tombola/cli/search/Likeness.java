package dev.tombola.cli.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recipes that begin as another one: {@code like: base} takes every key of {@code base} that is not given anew; epochs
 * and steps replace one another. A recipe that only others are like need not be complete, and is no part of the search.
 */
final class Likeness {
    private static final String LIKE = "like";
    private static final Map<String, String> RIVALS = Map.of("epochs", "steps", "steps", "epochs");
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(LIKE),
                    Stream.of(Recipe.class.getRecordComponents()).map(RecordComponent::getName))
            .toList();
    private static final Pattern COMPLAINT = Pattern.compile("recipes\\.([^.:]+)\\.([A-Za-z]+)(.*)");

    private final ObjectNode written;

    private Likeness(ObjectNode written) {
        this.written = written;
    }

    static Likeness of(JsonNode recipes) {
        return new Likeness(recipes instanceof ObjectNode mapping ? mapping : JsonNodeFactory.instance.objectNode());
    }

    /** The recipes of a search in full. */
    ObjectNode spelledOut(Set<String> used) {
        written.properties().forEach(recipe -> refuseUnknownKeys(recipe.getKey(), recipe.getValue()));
        Set<String> models = written.properties().stream()
                .map(recipe -> recipe.getValue().path(LIKE).asText())
                .collect(Collectors.toSet());
        var recipes = JsonNodeFactory.instance.objectNode();
        written.properties().forEach(recipe -> {
            JsonNode full = spelledOut(recipe.getKey(), List.of());
            if (used.contains(recipe.getKey()) || !models.contains(recipe.getKey())) {
                recipes.set(recipe.getKey(), full);
            }
        });
        return recipes;
    }

    /** The same complaint, about the recipe in which the key is written. */
    String atItsOrigin(String complaint) {
        var parts = COMPLAINT.matcher(complaint);
        if (!parts.matches()) {
            return complaint;
        }
        String key = parts.group(2);
        for (JsonNode recipe = written.path(parts.group(1)); recipe.has(LIKE) && !recipe.has(key); ) {
            String model = recipe.path(LIKE).asText();
            recipe = written.path(model);
            if (recipe.has(key)) {
                return "recipes." + model + "." + key + parts.group(3);
            }
        }
        return complaint;
    }

    private JsonNode spelledOut(String name, List<String> before) {
        JsonNode recipe = written.path(name);
        if (!(recipe instanceof ObjectNode own) || !own.has(LIKE)) {
            return recipe;
        }
        var path = new ArrayList<>(before);
        path.add(name);
        String model = model(own.path(LIKE), path);
        if (!(spelledOut(model, path) instanceof ObjectNode inherited)) {
            return own;
        }
        var full = inherited.deepCopy();
        own.fieldNames().forEachRemaining(key -> full.remove(RIVALS.getOrDefault(key, key)));
        full.setAll(own);
        full.remove(LIKE);
        return full;
    }

    private String model(JsonNode like, List<String> path) {
        String at = "recipes." + path.getLast() + "." + LIKE + ": ";
        String model = like.asText();
        if (!like.isTextual()) {
            throw new InvalidDocumentException(at + "is not the name of a recipe");
        }
        if (!written.has(model)) {
            var others = new ArrayList<String>();
            written.fieldNames().forEachRemaining(others::add);
            others.remove(path.getLast());
            throw new InvalidDocumentException(at + "nothing is called " + model + Complaint.suggestion(model, others));
        }
        if (path.contains(model)) {
            throw new InvalidDocumentException(
                    at + "a circle: " + String.join(" is like ", path) + " is like " + model);
        }
        return model;
    }

    private static void refuseUnknownKeys(String name, JsonNode recipe) {
        recipe.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new InvalidDocumentException(
                        "recipes." + name + "." + key + ": unknown key" + Complaint.suggestion(key, KEYS));
            }
        });
    }
}
