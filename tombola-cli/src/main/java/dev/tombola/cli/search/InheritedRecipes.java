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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recipes that begin as another one: {@code like: base} takes every key of {@code base} that is not given anew, and
 * takes it whole: an objective of one's own begins from its defaults. Epochs and steps replace one another; another optimizer
 * leaves LARS's keys behind. A recipe that only others are like need not be complete, and is no part of the search.
 *
 * <p>One that begins as one of {@link PaperRecipes} and has another length keeps its shape: milestones and warm-up, which
 * those give in epochs, become fractions of all steps.
 */
final class InheritedRecipes {
    static final InheritedRecipes NONE = new InheritedRecipes(JsonNodeFactory.instance.objectNode());

    static final String ORIGINS = "origins";

    private static final String LIKE = "like";
    private static final String EPOCHS = "epochs";
    private static final String SCHEDULE = "schedule";
    private static final String WARMUP = "warmup";
    private static final String OPTIMIZER = "optimizer";
    private static final List<String> LARS = List.of("trust", "norms");
    private static final Map<String, String> RIVALS = Map.of(EPOCHS, "steps", "steps", EPOCHS);
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(LIKE),
                    Stream.of(Recipe.class.getRecordComponents()).map(RecordComponent::getName))
            .toList();
    private static final Pattern COMPLAINT = Pattern.compile("recipes\\.([^.:]+)\\.([A-Za-z]+)(.*)");

    private final ObjectNode written;

    private InheritedRecipes(ObjectNode written) {
        this.written = written;
    }

    static InheritedRecipes of(JsonNode recipes) {
        return new InheritedRecipes(
                recipes instanceof ObjectNode mapping ? mapping : JsonNodeFactory.instance.objectNode());
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

    /** For those of the recipes that are used and began as one of the paper's: which, and what of it is other. */
    Optional<ObjectNode> origins(Set<String> used) {
        var origins = JsonNodeFactory.instance.objectNode();
        used.forEach(name -> {
            String first = first(name);
            if (isPapers(first) && spelledOut(name, List.of()) instanceof ObjectNode full) {
                origins.put(name, first + difference(NONE.spelledOut(first), full));
            }
        });
        return Optional.of(origins).filter(found -> !found.isEmpty());
    }

    /** One of the paper's in full. */
    ObjectNode spelledOut(String papers) {
        return (ObjectNode) spelledOut(papers, List.of());
    }

    private static String difference(ObjectNode papers, ObjectNode full) {
        var scaled = papers.deepCopy();
        scale(scaled);
        var differing = KEYS.stream()
                .filter(key -> full.has(key) && !full.path(key).equals(papers.path(key)))
                .map(key -> List.of(SCHEDULE, WARMUP).contains(key)
                                && full.path(key).equals(scaled.path(key))
                        ? key + " scaled"
                        : "%s %s (%s)".formatted(key, text(full.path(key)), instead(key, papers)))
                .toList();
        return differing.isEmpty() ? "" : ", but " + String.join(", ", differing);
    }

    private static String instead(String key, ObjectNode papers) {
        String rival = RIVALS.getOrDefault(key, key);
        return papers.has(key)
                ? text(papers.path(key))
                : papers.has(rival) ? rival + " " + text(papers.path(rival)) : "the default";
    }

    /** What a recipe is like in the end. */
    private String first(String name) {
        String first = name;
        while (written.path(first).path(LIKE).isTextual()) {
            first = written.path(first).path(LIKE).asText();
        }
        return first;
    }

    /** Moments in epochs become fractions of the whole. */
    private static void scale(ObjectNode recipe) {
        double epochs = recipe.path(EPOCHS).asDouble();
        if (epochs == 0) {
            return;
        }
        if (recipe.path(SCHEDULE) instanceof ObjectNode milestones) {
            var scaled = JsonNodeFactory.instance.objectNode();
            milestones.properties().forEach(milestone -> {
                double moment = Double.parseDouble(milestone.getKey());
                scaled.set(moment < 1 ? milestone.getKey() : String.valueOf(moment / epochs), milestone.getValue());
            });
            recipe.set(SCHEDULE, scaled);
        }
        double warmup = recipe.path(WARMUP).asDouble();
        if (warmup >= 1) {
            recipe.put(WARMUP, warmup / epochs);
        }
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString().replace("\"", "") : value.asText();
    }

    private boolean isPapers(String name) {
        return !written.has(name) && PaperRecipes.names().contains(name);
    }

    private JsonNode spelledOut(String name, List<String> before) {
        JsonNode recipe = isPapers(name) ? PaperRecipes.written(name) : written.path(name);
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
        if (!isPapers(name) && PaperRecipes.names().contains(first(model)) && (own.has(EPOCHS) || own.has("steps"))) {
            scale(full);
        }
        own.fieldNames().forEachRemaining(key -> full.remove(RIVALS.getOrDefault(key, key)));
        if (own.has(OPTIMIZER) && !own.path(OPTIMIZER).equals(inherited.path(OPTIMIZER))) {
            full.remove(LARS);
        }
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
        if (!written.has(model) && !isPapers(model)) {
            var others = new ArrayList<>(PaperRecipes.names());
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
