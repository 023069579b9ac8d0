package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of examples/, as a dry run takes them where no data and no weights are at hand. */
class ExamplesTest {
    private static final Pattern RUNS = Pattern.compile("(\\d+) runs");

    static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyRunCanBePlannedAndHasABatch(Path example) {
        assertThat(runs(example))
                .isNotEmpty()
                .noneMatch(WantedRun::isUnreachable)
                .allSatisfy(run -> assertThat(run.cost().steps()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theCommentOfAStudyCountsItsRuns(Path example) throws IOException {
        String name = example.getFileName().toString();
        assumeThat(name.startsWith("paper-") || name.startsWith("small-")).isTrue();

        var lines = Files.readAllLines(example);
        var said = RUNS.matcher(lines.get(0) + lines.get(1));

        assertThat(lines.subList(0, 2)).allMatch(line -> line.startsWith("# "));
        assertThat(lines.get(2)).startsWith("name: " + name.replace(".yaml", ""));
        assertThat(said.find()).isTrue();
        assertThat(said.group(1)).isEqualTo(String.valueOf(runs(example).size()));
    }

    private static List<WantedRun> runs(Path example) {
        var search = SearchFile.read(example).search();
        var datasets =
                Cost.dataSets(search).stream().collect(Collectors.toMap(Function.identity(), ExamplesTest::digest));
        return WantedRun.of(new ResolvedSearch(search, datasets, weights(search), null), Facts.NONE);
    }

    private static Map<String, ObjectRef> weights(Search search) {
        return search.pretrainings().entrySet().stream()
                .filter(pretraining -> pretraining.getValue().weights() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, file -> new ObjectRef(digest(file.getKey()), 1)));
    }

    private static Digest digest(String name) {
        return Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
