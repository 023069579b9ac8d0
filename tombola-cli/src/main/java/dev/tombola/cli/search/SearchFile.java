package dev.tombola.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A search as its user wrote it.
 *
 * @param path relative names in it are looked up beside this
 */
public record SearchFile(Path path, Search search) {
    private static final long MAX_BYTES = 1 << 20;
    private static final List<String> KEYS = Stream.of(Search.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(key -> !key.equals(InheritedRecipes.ORIGINS))
            .sorted()
            .toList();
    private static final ObjectMapper MAPPER = mapper();

    /**
     * Reads and checks a file.
     *
     * @throws InvalidDocumentException with one line that names the path of the first wrong value
     */
    public static SearchFile read(Path path) {
        return new SearchFile(path, parse(text(path)));
    }

    /** Reads and checks a search in YAML, or JSON, which is YAML too. */
    public static Search parse(String yaml) {
        ObjectNode tree = YamlDocument.parse(yaml);
        tree.fieldNames().forEachRemaining(SearchFile::refuseUnknown);
        var likeness = InheritedRecipes.of(tree.path("recipes"));
        if (tree.path("recipes") instanceof ObjectNode) {
            var used = usedRecipes(tree);
            tree.set("recipes", likeness.spelledOut(used));
            likeness.origins(used).ifPresent(origins -> tree.set(InheritedRecipes.ORIGINS, origins));
        }
        try {
            return new SearchTerms(bind(tree)).checked();
        } catch (InvalidDocumentException e) {
            throw new InvalidDocumentException(likeness.atItsOrigin(String.valueOf(e.getMessage())), e);
        }
    }

    /** Which of the paper's recipes one began as is found out, not written. */
    private static void refuseUnknown(String key) {
        if (!KEYS.contains(key)) {
            throw new InvalidDocumentException(key + ": unknown key" + Complaint.suggestion(key, KEYS));
        }
    }

    private static Search bind(JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, Search.class);
        } catch (JsonProcessingException e) {
            throw Complaint.about(e);
        }
    }

    private static Set<String> usedRecipes(JsonNode tree) {
        var used = new HashSet<String>();
        for (String part : List.of("pretrainings", "chains", "controls", "tasks")) {
            tree.path(part).forEach(entry -> {
                used.add(entry.path("recipe").asText());
                entry.path("recipes").forEach(recipe -> used.add(recipe.asText()));
            });
        }
        return used;
    }

    private static String text(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new InvalidDocumentException(path + (Files.exists(path) ? ": is not a file" : ": no such file"));
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new InvalidDocumentException(
                        "%s: %d bytes are too many for a search: at most 1 MiB".formatted(path, Files.size(path)));
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new InvalidDocumentException(path + ": is not a text in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As strict as a file that people write needs it; but numbers such as 1e-3, which YAML 1.1 takes for a text, are numbers. */
    private static ObjectMapper mapper() {
        var mapper = Json.mapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        for (var number : List.of(double.class, Double.class)) {
            mapper.coercionConfigFor(number).setCoercion(CoercionInputShape.String, CoercionAction.TryConvert);
        }
        for (var other : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(other, CoercionAction.Fail);
        }
        return mapper;
    }
}
