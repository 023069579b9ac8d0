package dev.tombola.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tombola.ticket.wire.Complaint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** YAML as a tree. What a reader could understand in two ways is refused: keys that repeat, keys without a value, aliases. */
final class YamlDocument {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();
    private static final YAMLMapper MAPPER = new YAMLMapper(YAML);

    private YamlDocument() {}

    /** @throws InvalidDocumentException with one line that names the line or the path of what is wrong */
    static ObjectNode parse(String text) {
        try {
            refuseAliasesAndSecondDocuments(text);
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode() || tree.isNull()) {
                throw new InvalidDocumentException(
                        "the search is empty: it needs at least a name, a network, pretrainings, chains and tasks");
            }
            if (!(tree instanceof ObjectNode mapping)) {
                throw new InvalidDocumentException("a search is a mapping of keys to values, such as name: my-search");
            }
            refuseEmpty("", mapping);
            return mapping;
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseAliasesAndSecondDocuments(String text) throws IOException {
        try (YAMLParser parser = YAML.createParser(text)) {
            boolean ended = false;
            while (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                if (ended) {
                    throw new InvalidDocumentException(
                            "line %d: a second document begins: a search is one".formatted(line));
                }
                if (parser.isCurrentAlias()) {
                    throw new InvalidDocumentException("line %d: *%s is an alias of YAML: repeat the value, or use like"
                            .formatted(line, parser.getText()));
                }
                ended = parser.getParsingContext().inRoot();
            }
        }
    }

    private static void refuseEmpty(String path, JsonNode node) {
        if (node.isNull() || (node.isTextual() && node.asText().isEmpty())) {
            throw new InvalidDocumentException(path + ": is empty: give it a value, or leave the key out");
        }
        node.properties()
                .forEach(entry ->
                        refuseEmpty(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseEmpty(path + "[" + i + "]", node.get(i));
        }
    }

    private static InvalidDocumentException broken(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            var mark = yaml.getProblemMark();
            return new InvalidDocumentException(
                    "line %d, column %d: is not YAML: %s"
                            .formatted(mark.getLine() + 1, mark.getColumn() + 1, yaml.getProblem()),
                    e);
        }
        return Complaint.about(e);
    }
}
