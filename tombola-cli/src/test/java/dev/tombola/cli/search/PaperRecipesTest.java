package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.wire.InvalidDocumentException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the rows of the paper's table 1 (2.0, 2.2, 2.5, 2.6). */
class PaperRecipesTest {
    private static final Schedule SMALL = new Schedule.Milestones(new TreeMap<>(Map.of(91.0, 0.1, 136.0, 0.01)));

    @ParameterizedTest
    @CsvSource({
        "imagenet-imp,          10, 256, 1e-4, 1e-4, 0, false",
        "cifar10,              182, 256, 0.1,  2e-4, 1, true",
        "cifar100,             182, 256, 0.1,  2e-4, 1, true",
        "svhn,                 182, 256, 0.1,  2e-4, 1, true",
        "fashion-mnist,        182, 256, 0.1,  2e-4, 1, true",
        "small-images-batch-128, 182, 128, 0.1, 2e-4, 1, true",
        "visda2017,             20, 128, 1e-3, 5e-4, 0, false",
        "visda2017-batch-64,    20,  64, 1e-3, 5e-4, 0, false",
        "visda2017-batch-256,   20, 256, 1e-3, 5e-4, 0, false"
    })
    void areThePapers(
            String name, int epochs, int batch, double rate, double weightDecay, double warmup, boolean dropLast) {
        var schedule = name.startsWith("visda")
                ? new Schedule.Milestones(new TreeMap<>(Map.of(10.0, 0.1)))
                : name.startsWith("imagenet") ? new Schedule.Constant() : SMALL;

        assertThat(recipe(search("like: paper/" + name)))
                .isEqualTo(new Recipe(
                        Recipe.Optimizer.SGD,
                        rate,
                        0.9,
                        weightDecay,
                        batch,
                        epochs,
                        null,
                        schedule,
                        warmup,
                        Recipe.Testing.BEST,
                        dropLast));
    }

    /** Sections 2.3 and 2.4, and traps 3, 4 and 20. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        simclr-imp           | lars, 1e-4, 1e-6 | simclr |
        simclr-imp-sgd       | sgd,  1e-4, 1e-4 | simclr |
        simclr-imp-reference | lars, 1e-4, 1e-6 | { name: simclr, temperature: 0.5, form: log-of-mean, normGroups: 4, dimensions: 128 } | , shuffle: false
        moco-imp             | sgd,  3e-4, 1e-4 | { name: moco, temperature: 0.2, queue: 65536, keyMomentum: 0.999, normGroups: 4, dimensions: 128 } |
        """)
    void arePapersWithoutLabels(String name, String optimizer, String objective, @Nullable String order) {
        var words = optimizer.split(", *", -1);

        assertThat(recipe(search("like: paper/" + name)))
                .isEqualTo(recipe(search(
                        "objective: %s, optimizer: %s, learningRate: %s, weightDecay: %s, batch: 256, epochs: 10, momentum: 0.9, schedule: constant, test: once, metric: retrieval-top-1%s"
                                .formatted(
                                        objective,
                                        words[0],
                                        words[1],
                                        words[2],
                                        Objects.requireNonNullElse(order, "")))));
    }

    /** As every key is. */
    @Test
    void anObjectiveOfOnesOwnReplacesTheWholeOfIt() {
        var search = search("like: paper/moco-imp, objective: { name: moco, queue: 4096 }");

        assertThat(recipe(search("objective: { name: moco, queue: 4096 }, learningRate: 1, batch: 256, epochs: 1"))
                        .objective())
                .isEqualTo(recipe(search).objective());
        assertThat(search.origin("r"))
                .isEqualTo("paper/moco-imp, but objective {name:moco,queue:4096}"
                        + " ({name:moco,temperature:0.2,queue:65536,keyMomentum:0.999,normGroups:4})");
    }

    @Test
    void anotherOptimizerLeavesLarssKeysBehind() {
        var search = search("like: m, optimizer: sgd }\n  m: { like: paper/simclr-imp, trust: 0.01, norms: surviving");

        assertThat(recipe(search).optimizer()).isEqualTo(Recipe.Optimizer.SGD);
        assertThat(recipe(search).trust()).isNull();
        assertThat(recipe(search).norms()).isNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsARecipeAndSaysWhatItIsFor(PaperRecipes.Named named) {
        var search = search("like: " + named.name());

        assertThat(named.about()).isNotBlank();
        assertThat(search.origin("r")).isEqualTo(named.name());
        assertThat(named.recipe())
                .containsEntry("batch", String.valueOf(recipe(search).batch()));
    }

    static Iterable<PaperRecipes.Named> names() {
        return PaperRecipes.all();
    }

    @Test
    void anotherLengthScalesMilestonesAndWarmUpAndSaysSo() {
        var search = search("like: paper/cifar10, epochs: 10, batch: 64");

        var recipe = recipe(search);
        assertThat(recipe.epochs()).isEqualTo(10);
        assertThat(recipe.warmup().doubleValue()).isCloseTo(1 / 182.0, within(1e-12));
        assertThat(recipe.schedule())
                .isEqualTo(new Schedule.Milestones(new TreeMap<>(Map.of(91 / 182.0, 0.1, 136 / 182.0, 0.01))));
        assertThat(search.origin("r"))
                .isEqualTo("paper/cifar10, but batch 64 (256), epochs 10 (182), schedule scaled, warmup scaled");
    }

    @Test
    void stepsScaleItToo() {
        var search = search("like: paper/visda2017, steps: 400");

        assertThat(recipe(search).epochs()).isNull();
        assertThat(recipe(search).schedule()).isEqualTo(new Schedule.Milestones(new TreeMap<>(Map.of(0.5, 0.1))));
        assertThat(search.origin("r")).isEqualTo("paper/visda2017, but steps 400 (epochs 20), schedule scaled");
    }

    @Test
    void aScheduleOfOnesOwnStaysAsItIs() {
        var search = search("like: paper/cifar10, epochs: 10, schedule: { 5: 0.1 }, warmup: 2");

        assertThat(recipe(search).schedule()).isEqualTo(new Schedule.Milestones(new TreeMap<>(Map.of(5.0, 0.1))));
        assertThat(recipe(search).warmup()).isEqualTo(2);
        assertThat(search.origin("r"))
                .isEqualTo("paper/cifar10, but epochs 10 (182), schedule {5:0.1} ({91:0.1,136:0.01}), warmup 2 (1)");
    }

    @Test
    void aMistypedNameIsNamed() {
        assertThatThrownBy(() -> search("like: paper/cifar01"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("recipes.r.like: nothing is called paper/cifar01; did you mean paper/cifar10?");
    }

    private static Recipe recipe(Search search) {
        return Objects.requireNonNull(search.recipes().get("r"));
    }

    private static Search search(String recipe) {
        return SearchFile.parse("""
                name: like-the-paper
                network: { name: small-stem-resnet18 }
                recipes:
                  r: { %s }
                pretrainings:
                  p: { task: cifar10, recipe: r }
                chains:
                  c: { from: p, rounds: 1, recipe: r }
                tasks:
                  t: { task: cifar10, recipe: r }
                """.formatted(recipe));
    }
}
