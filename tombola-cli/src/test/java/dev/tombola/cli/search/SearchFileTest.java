package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Chain;
import dev.tombola.ticket.search.DownstreamTask;
import dev.tombola.ticket.search.Levels;
import dev.tombola.ticket.search.Matching;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFileTest {
    private static final Schedule FALLING =
            new Schedule.Milestones(new TreeMap<>(java.util.Map.of(0.5, 0.1, 0.75, 0.01)));

    @Test
    void readsTheExampleOfTheDocumentation(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("search.yaml"), GoodSearch.text());

        var search = SearchFile.read(file).search();

        assertThat(search.name()).isEqualTo("fashion-in-minutes");
        assertThat(search.network()).isEqualTo(new Architecture("cifar-resnet8", 32, 2));
        assertThat(search.pretrainings())
                .containsExactly(java.util.Map.entry(
                        "supervised", new Pretraining("fashion-mnist/0,2,4,6,8:16000", "pretrain", null, null, 1L)));
        assertThat(search.chains().keySet()).containsExactly("transferable");
        assertThat(search.chain("transferable"))
                .isEqualTo(new Chain(
                        "supervised",
                        null,
                        "pretraining",
                        4000,
                        12,
                        0.2,
                        "round",
                        Criterion.MAGNITUDE,
                        new RewindPoint.Pretrained(),
                        false,
                        1L,
                        null));
        assertThat(search.controls().keySet()).containsExactly("random", "shuffled", "one-shot", "scratch");
        assertThat(search.chain("random").criterion()).isEqualTo(Criterion.RANDOM);
        assertThat(search.chain("shuffled").of()).isEqualTo("transferable");
        assertThat(search.chain("scratch").rewind()).isEqualTo(new RewindPoint.Random());
        assertThat(search.tasks())
                .containsEntry(
                        "all-ten", new DownstreamTask("fashion-mnist:1000", "few-shot", DownstreamTask.Stem.LOADED));
        assertThat(search.levels()).isEqualTo(new Levels.Listed(List.of(0, 2, 4, 6, 8, 10, 12)));
        assertThat(search.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(search.matching()).isEqualTo(new Matching(Matching.Rule.WITHIN_ONE_STD));
    }

    @Test
    void spellsOutWhatRecipesAreLike() throws IOException {
        var recipes = SearchFile.parse(GoodSearch.text()).recipes();

        assertThat(recipes.keySet()).as("base is only a model").containsExactly("pretrain", "round", "few-shot");
        assertThat(recipes)
                .containsEntry(
                        "few-shot",
                        new Recipe(
                                Recipe.Optimizer.SGD,
                                0.05,
                                0.9,
                                1e-3,
                                64,
                                null,
                                120,
                                FALLING,
                                0.0,
                                Recipe.Testing.ONCE,
                                true));
    }

    @Test
    void followsLikesOfLikesWhateverTheirOrder() throws IOException {
        var text = GoodSearch.text()
                .replace("pretrain: { like: base, epochs: 2, batch: 128,", "pretrain: { like: round, steps: 7,");

        var pretrain = SearchFile.parse(text).recipes().get("pretrain");

        assertThat(pretrain).isNotNull();
        assertThat(pretrain.steps()).isEqualTo(7);
        assertThat(pretrain.epochs()).as("replaced by steps").isNull();
        assertThat(pretrain.batch()).isEqualTo(128);
        assertThat(pretrain.learningRate()).isEqualTo(0.1);
        assertThat(pretrain.schedule()).isEqualTo(FALLING);
    }

    @Test
    void takesNumbersInEveryWayThatPeopleWriteThem() throws IOException {
        for (var written : List.of("2e-2", "2E-2", "0.02", ".02", "+2.0e-02", "'0.02'", "20e-3")) {
            var text = GoodSearch.text().replace("learningRate: 0.02", "learningRate: " + written);

            assertThat(SearchFile.parse(text).recipes().get("round"))
                    .as(written)
                    .isNotNull()
                    .extracting(Recipe::learningRate)
                    .isEqualTo(0.02);
        }
    }

    @Test
    void givesEqualTasksOneName() throws IOException {
        var text = GoodSearch.text()
                .replace("fashion-mnist/0,2,4,6,8:16000", "fashion-mnist/0,2,4,6-6,8:16000")
                .replace("fashion-mnist:1000", "fashion-mnist/0-9:01000");

        assertThat(SearchFile.parse(text)).isEqualTo(SearchFile.parse(GoodSearch.text()));
    }

    @Test
    void fillsInEveryDefault() {
        var search = SearchFile.parse("""
                name: small
                network: { name: resnet18 }
                recipes: { all: { learningRate: 0.1, batch: 8, epochs: 1 } }
                pretrainings: { own: { task: cifar10, recipe: all } }
                chains: { only: { from: own, rounds: 2, recipe: all } }
                tasks: { same: { task: cifar10, recipe: all } }
                """);

        assertThat(search.network().options()).isEmpty();
        assertThat(search.chain("only").rate()).isEqualTo(0.2);
        assertThat(search.levels(search.chain("only"))).containsExactly(0, 1, 2);
        assertThat(search.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(search.recipes().get("all"))
                .isEqualTo(new Recipe(
                        Recipe.Optimizer.SGD,
                        0.1,
                        0.9,
                        0.0,
                        8,
                        1,
                        null,
                        new Schedule.Constant(),
                        0.0,
                        Recipe.Testing.BEST,
                        true));
    }

    @Test
    void readsJsonToo() {
        assertThat(SearchFile.parse("""
                {"name": "small", "network": {"name": "resnet18"},
                 "recipes": {"all": {"learningRate": 0.1, "batch": 8, "epochs": 1}},
                 "pretrainings": {"own": {"task": "cifar10", "recipe": "all"}},
                 "chains": {"only": {"from": "own", "rounds": 2, "recipe": "all"}},
                 "tasks": {"same": {"task": "cifar10", "recipe": "all"}}}
                """).name()).isEqualTo("small");
    }

    @Test
    void readsEveryExample() throws IOException {
        try (var examples = Files.list(Path.of("../examples"))) {
            assertThat(examples.filter(file -> file.toString().endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(SearchFile.read(file).search().tasks()).isNotEmpty());
        }
    }

    @Test
    void readsTheSearchThatTheReadmeShows() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));

        var shown = Pattern.compile("```yaml\n(name:.*?)```", Pattern.DOTALL).matcher(readme);

        assertThat(shown.find()).isTrue();
        assertThat(SearchFile.parse(shown.group(1)).name()).isEqualTo("my-search");
    }
}
