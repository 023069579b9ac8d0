package dev.tombola.cli.search;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.search.Matching;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadSearchFilesTest {
    /** One change to the good file, and the whole message that it gives. */
    record Slip(String written, String instead, String complaint) {}

    static Stream<Slip> slips() throws IOException {
        return slips("slips.yaml");
    }

    static Stream<Slip> slipsWithoutLabels() throws IOException {
        return slips("slips-without-labels.yaml");
    }

    private static Stream<Slip> slips(String name) throws IOException {
        try (var in = requireNonNull(BadSearchFilesTest.class.getResourceAsStream(name))) {
            return new YAMLMapper().readValue(in, new TypeReference<List<Slip>>() {}).stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slips")
    void saysInOneLineWhatIsWrongAndWhere(Slip slip) throws IOException {
        assertComplaint(GoodSearch.text(), slip);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slipsWithoutLabels")
    void saysSoOfWhatLearnsWithoutLabels(Slip slip) throws IOException {
        assertComplaint(GoodSearch.withoutLabels(), slip);
    }

    private static void assertComplaint(String good, Slip slip) {
        assertThat(good).contains(slip.written());
        assertThat(SearchFile.parse(good).tasks()).isNotEmpty();

        assertThatThrownBy(() -> SearchFile.parse(good.replace(slip.written(), slip.instead())))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(slip.complaint()
                        .replace("{criteria}", names(Criterion.values()))
                        .replace("{rules}", names(Matching.Rule.values())));
    }

    @Test
    void saysWhenTheFileIsNoneThatCouldBeRead(@TempDir Path folder) throws IOException {
        assertComplaint(folder.resolve("none.yaml"), folder.resolve("none.yaml") + ": no such file");
        assertComplaint(folder, folder + ": is not a file");
        var file = folder.resolve("search.yaml");
        String empty = "the search is empty: it needs at least a name, a network, pretrainings, chains and tasks";
        assertComplaint(Files.writeString(file, ""), empty);
        assertComplaint(Files.writeString(file, "# nothing\n---\n"), empty);
        String list = "a search is a mapping of keys to values, such as name: my-search";
        assertComplaint(Files.writeString(file, "fashion"), list);
        assertComplaint(Files.writeString(file, "- a\n- b\n"), list);
        assertComplaint(
                Files.writeString(file, "näme: x", StandardCharsets.ISO_8859_1), file + ": is not a text in UTF-8");
        assertComplaint(
                Files.write(file, new byte[(1 << 20) + 1]),
                file + ": 1048577 bytes are too many for a search: at most 1 MiB");
        assertComplaint(
                Files.write(file, new byte[] {0, 1, 2, 3}), "line 1, column 1: special characters are not allowed");
        assertComplaint(
                Files.writeString(file, "[".repeat(5000)),
                "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)");
    }

    @Test
    void answersWhateverItIsGivenWithOneLineOrASearch() throws IOException {
        assertAnswers(GoodSearch.text());
        assertAnswers(GoodSearch.withoutLabels());
    }

    private static void assertAnswers(String good) {
        var junk = List.of(
                "", "null", "[]", "{}", "true", "-1", "1e999", "''", "? x", "- x", "%", "\t", "|\n x", "*a", ": ");
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            int from = random.nextInt(good.length());
            int to = Math.min(good.length(), from + random.nextInt(8));
            String text = good.substring(0, from) + junk.get(random.nextInt(junk.size())) + good.substring(to);
            try {
                assertThat(SearchFile.parse(text).tasks()).isNotEmpty();
            } catch (InvalidDocumentException e) {
                assertThat(e).as(text).message().isNotBlank().doesNotContain("\n");
            }
        }
    }

    /** Whose own complaint has two. */
    @Test
    void keepsWhatYamlComplainsOfOnOneLine() {
        assertThatThrownBy(() -> SearchFile.parse("name: &\n"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("line 1, column 8: is not YAML: unexpected character found (10)");
    }

    private static void assertComplaint(Path file, String complaint) {
        assertThatThrownBy(() -> SearchFile.read(file))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(complaint);
    }

    private static String names(Object[] choices) {
        return Arrays.stream(choices)
                .map(Json::write)
                .map(name -> name.replace("\"", ""))
                .collect(joining(", "));
    }
}
