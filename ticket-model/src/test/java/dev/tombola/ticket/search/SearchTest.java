package dev.tombola.ticket.search;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.plan.Happened;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final String LEAST = """
            {"name":"least","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
             "pretrainings":{"p":{"task":"mnist","recipe":"r"}},
             "chains":{"c":{"from":"p","rounds":2,"recipe":"r"}},
             "tasks":{"t":{"task":"mnist:100","recipe":"r"}}}""";

    @Test
    void everythingElseHasADefault() {
        var search = Json.read(LEAST, Search.class);

        assertThat(search.levels()).isEqualTo(new Levels.All());
        assertThat(search.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(search.matching().rule()).isEqualTo(Matching.Rule.WITHIN_ONE_STD);
        assertThat(search.controls()).isEmpty();
        assertThat(search.pretrainings().get("p")).returns(1L, Pretraining::seed);
        assertThat(search.tasks().get("t")).returns(DownstreamTask.Stem.LOADED, DownstreamTask::stem);
        assertThat(search.chain("c"))
                .returns("pretraining", Chain::on)
                .returns(Criterion.MAGNITUDE, Chain::criterion)
                .returns(new RewindPoint.Pretrained(), Chain::rewind)
                .returns(0.2, Chain::rate)
                .returns(1L, Chain::seed)
                .returns(false, Chain::trainFirst);
    }

    @Test
    void takesAThousandOfEachAndNoMore() {
        assertThat(Json.read(withSeeds(1000), Search.class).seeds()).hasSize(1000);
        assertThatThrownBy(() -> Json.read(withSeeds(1001), Search.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("seeds: 1001 are more than 1000");
        var tasks = IntStream.range(0, 1001)
                .mapToObj("\"t%d\":{\"task\":\"mnist:100\",\"recipe\":\"r\"}"::formatted)
                .collect(Collectors.joining(",", "\"tasks\":{", ",\"t\":"));
        assertThatThrownBy(() -> Json.read(LEAST.replace("\"tasks\":{\"t\":", tasks), Search.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("tasks: 1002 are more than 1000");
    }

    private static String withSeeds(int count) {
        var seeds = IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return LEAST.replace("{\"name\":\"least\",", "{\"name\":\"least\",\"seeds\":[" + seeds + "],");
    }

    /** Comparing takes time proportional to both: of such a name, hours. */
    @Test
    void namesAReferenceThatNobodyCouldMean() {
        var endless = "x".repeat(4 << 20);

        assertThatThrownBy(
                        () -> Json.read(LEAST.replace("\"from\":\"p\"", "\"from\":\"" + endless + "\""), Search.class))
                .isInstanceOf(InvalidDocumentException.class)
                .message()
                .startsWith("chains.c.from: nothing is called xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void aChainTrainsFirstUnlessItsWeightsComeFromItsOwnTask() {
        assertThat(chain("{'from':'p'}").trainFirst()).isFalse();
        assertThat(chain("{'from':'p','on':'t'}").trainFirst()).isTrue();
        assertThat(chain("{'from':'p','rewind':'random'}").trainFirst()).isTrue();
        assertThat(chain("{'from':'p','on':'t','trainFirst':false}").trainFirst())
                .isFalse();
    }

    @Test
    void aChainOfAnotherIsShuffledFromItsMasks() {
        var search = Happened.nothing().search().search();

        assertThat(search.chain("shuffled").criterion()).isEqualTo(Criterion.LAYER_SHUFFLED);
        assertThat(search.rounds(search.chain("shuffled"))).isEqualTo(12);
        assertThat(search.pretraining(search.chain("shuffled"))).isEqualTo("supervised");
        assertThat(search.levels(search.chain("shuffled"))).containsExactly(12);
        assertThat(search.rounds(search.chain("random"))).isEqualTo(12);
        assertThat(search.rounds(search.chain("scratch"))).isZero();
    }

    @Test
    void chainsAndControlsStayInTheOrderWritten() {
        assertThat(Happened.nothing().search().search().everyChain().keySet())
                .containsExactly("transferable", "random", "shuffled", "one-shot", "scratch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/name | 'A search' | name: A search is not made of at most 40 lower-case letters, digits and hyphens",
                "/name | | name: is missing",
                "/network | | network: is missing",
                "/network/name | | network.name: is missing",
                "/network/width | 0 | network.width: 0 is not in [1, 4096]",
                "/network/stemStride | 3 | network.stemStride: 3 is neither 1 nor 2",
                "/recipes | | recipes: is missing",
                "/recipes/r/momentum | 1.2 | recipes.r.momentum: 1.2 is not in [0, 1)",
                "/recipes/r/schedule | 'linear' | recipes.r.schedule: linear is neither constant nor cosine nor a mapping of moments to factors",
                "/recipes/Fast | {'learningRate':0.1,'batch':8,'epochs':1} | recipes: Fast is not made of at most 40 lower-case letters, digits and hyphens",
                "/pretrainings/p/recipe | 'rr' | pretrainings.p.recipe: nothing is called rr; did you mean r?",
                "/pretrainings/p/recipe | | pretrainings.p.task: either task and recipe, or weights have to be given",
                "/pretrainings/p/weights | 'f' | pretrainings.p.recipe: weights that come from a file are not trained",
                "/pretrainings/p/seed | -1 | pretrainings.p.seed: -1 is not in [0, 2^53)",
                "/tasks | {} | tasks: {} is empty: name what tickets are transferred to",
                "/tasks/t/task | | tasks.t.task: is missing",
                "/tasks/t/recipe | 'few-shot' | tasks.t.recipe: nothing is called few-shot; known are r",
                "/tasks/t/stem | 'new' | tasks.t.stem: new is not one of loaded, fresh",
                "/chains | {} | chains: {} is empty: nothing would be pruned",
                "/chains/c/from | 'supervised' | chains.c.from: nothing is called supervised; known are p",
                "/chains/c/from | | chains.c.from: exactly one of from and of has to be given",
                "/chains/c/of | 'c' | chains.c.from: exactly one of from and of has to be given",
                "/chains/c/criterion | 'layer-shuffled' | chains.c.of: names the chain whose masks are layer-shuffled, reversed or perturbed, and only that",
                "/chains/c/criterion | 'smallest' | chains.c.criterion: smallest is not one of {criteria}",
                "/chains/c/rewind | 'epoch:0' | chains.c.rewind: epoch:0 is not one of pretrained, random, epoch:N",
                "/chains/c/on | 'tt' | chains.c.on: nothing is called tt; did you mean t?",
                "/chains/c/recipe | 'q' | chains.c.recipe: nothing is called q; did you mean r?",
                "/chains/c/recipe | | chains.c.recipe: is missing (how a round is trained)",
                "/chains/c/rate | 1.2 | chains.c.rate: 1.2 is not in (0, 1)",
                "/chains/c/rate | 0 | chains.c.rate: 0.0 is not in (0, 1)",
                "/chains/c/rounds | 101 | chains.c.rounds: 101 is not in [0, 100]",
                "/chains/c/rounds | | chains.c.rounds: is missing (levels are all, so it has to say how many)",
                "/chains/c/images | 0 | chains.c.images: 0 is not positive",
                "/chains/c/seed | 9007199254740992 | chains.c.seed: 9007199254740992 is not in [0, 2^53)",
                "/chains/c/levels | [0,3] | chains.c.levels: 3 is beyond the 2 rounds of its chain",
                "/chains/c/levels | 'some' | chains.c.levels: some is neither all nor a list of numbers of rounds",
                "/controls | {'c':{'from':'p','levels':[0]}} | controls: c is the name of a chain too",
                "/controls | {'s':{'of':'c','levels':[3]}} | controls.s.levels: 3 is beyond the 2 rounds of its chain",
                "/controls | {'s':{'of':'c','rounds':3}} | controls.s.rounds: 3 is beyond the 2 rounds of c",
                "/controls | {'s':{'of':'d'}} | controls.s.of: nothing is called d; did you mean c?",
                "/controls | {'s':{'of':'c'},'u':{'of':'s'}} | controls.u.of: s is itself made from another: name the chain that draws its own masks",
                "/levels | 'some' | levels: some is neither all nor a list of numbers of rounds",
                "/levels | [0,200] | levels: 200 is not in [0, 100]",
                "/seeds | [] | seeds: [] repeats or is empty",
                "/seeds | [1,1] | seeds: [1, 1] repeats or is empty",
                "/seeds | [-1] | seeds: -1 is not in [0, 2^53)",
                "/matching | {} | matching.rule: is missing",
                "/matching | {'rule':'better'} | matching.rule: better is not one of {rules}"
            })
    void aWrongValueIsNamedWithItsPath(String place, String value, String message) {
        assertThatThrownBy(() -> Json.read(with(place, value), Search.class))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message.replace("{criteria}", names(Criterion.values()))
                        .replace("{rules}", names(Matching.Rule.values())));
    }

    private static String names(Object[] choices) {
        return Arrays.stream(choices)
                .map(Json::write)
                .map(name -> name.replace("\"", ""))
                .collect(joining(", "));
    }

    @Test
    void aChainOnThePretrainingTaskNeedsOne() {
        var search = with("/pretrainings/p", "{'weights':'resnet.pth'}");

        assertThatThrownBy(() -> Json.read(search, Search.class))
                .hasMessage(
                        "chains.c.on: pretraining needs pretrainings.p.task, which is what its rounds are trained on");
    }

    @Test
    void aChainThatNeverPrunesNeedsNoRecipe() {
        assertThat(Json.read(with("/chains/c", "{'from':'p','levels':[0]}"), Search.class)
                        .chains())
                .containsKey("c");
        assertThat(Json.read(with("/chains/c", "{'from':'p','criterion':'random','rounds':2}"), Search.class)
                        .chains())
                .containsKey("c");
    }

    @Test
    void anUnknownChainIsNamed() {
        assertThatThrownBy(() -> Json.read(LEAST, Search.class).chain("d")).hasMessage("no chain is called d");
    }

    @Test
    void isReadBackFromWhatItWrites() {
        for (var search : List.of(
                Json.read(LEAST, Search.class), Happened.nothing().search().search())) {
            assertThat(Json.read(Json.write(search), Search.class)).isEqualTo(search);
        }
    }

    private static Chain chain(String written) {
        return Json.read(written.replace('\'', '"'), Chain.class);
    }

    private static String with(String place, String value) {
        var tree = Json.read(LEAST, JsonNode.class);
        int slash = place.lastIndexOf('/');
        var holder = (ObjectNode) tree.at(place.substring(0, slash));
        if (value == null) {
            holder.remove(place.substring(slash + 1));
        } else {
            holder.set(place.substring(slash + 1), Json.read(value.replace('\'', '"'), JsonNode.class));
        }
        return tree.toString();
    }
}
