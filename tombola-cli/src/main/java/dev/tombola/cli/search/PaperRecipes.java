package dev.tombola.cli.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Recipes that every search may be {@code like}: the paper's (section 2), as far as they train classifiers. */
public final class PaperRecipes {
    private static final String ABOUT = "about";
    private static final ObjectNode WRITTEN = read();

    /**
     * One of them.
     *
     * @param name what {@code like:} calls it
     * @param about what the paper trains with it
     * @param recipe its keys and values in full, but for defaults
     */
    public record Named(String name, String about, Map<String, String> recipe) {
        public Named {
            recipe = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
        }
    }

    private PaperRecipes() {}

    public static List<Named> all() {
        return names().stream()
                .map(name -> new Named(
                        name, WRITTEN.path(name).path(ABOUT).asText(), values(InheritedRecipes.NONE.spelledOut(name))))
                .toList();
    }

    static List<String> names() {
        return WRITTEN.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** As it is written: it may be like another one. */
    static ObjectNode written(String name) {
        var recipe = ((ObjectNode) WRITTEN.path(name)).deepCopy();
        recipe.remove(ABOUT);
        return recipe;
    }

    private static Map<String, String> values(ObjectNode recipe) {
        var values = new LinkedHashMap<String, String>();
        recipe.properties()
                .forEach(entry -> values.put(
                        entry.getKey(),
                        entry.getValue().isContainerNode()
                                ? entry.getValue().toString().replace("\"", "")
                                : entry.getValue().asText()));
        return values;
    }

    private static ObjectNode read() {
        try (var in = Objects.requireNonNull(PaperRecipes.class.getResourceAsStream("paper-recipes.yaml"))) {
            return YamlDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
