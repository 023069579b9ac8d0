package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a round hands on to the next while everything else is rewound (paper 1.5, 2.3, 2.4). */
class SurvivorsTest {
    private static final String SEARCH = """
            {"name":"survivors","network":{"name":"cifar-resnet8"},
             "recipes":{"labels":{"learningRate":0.1,"batch":8,"epochs":1},
                        "simclr":{"learningRate":0.1,"batch":8,"epochs":1,"objective":"simclr"},
                        "moco":{"learningRate":0.1,"batch":8,"epochs":1,"objective":"moco"}},
             "pretrainings":{"p":{"task":"mnist","weights":"w.safetensors"}},
             "chains":{"other":{"from":"p","rounds":2,"recipe":"simclr"},"c":CHAIN},
             "tasks":{"t":{"task":"mnist:100","recipe":"labels"}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'from':'p','recipe':'simclr' | head, optimizer",
                "'from':'p','recipe':'moco' | optimizer, queue",
                "'from':'p','recipe':'labels' | ``",
                "'from':'p','recipe':'simclr','criterion':'snip' | ``",
                "'from':'p','recipe':'simclr','criterion':'random' | ``",
                "'from':'p','recipe':'simclr','criterion':'one-shot-magnitude' | ``",
                "'of':'other' | ``",
                "'from':'p','recipe':'simclr','on':'t' | ``",
                "'from':'p','recipe':'simclr','survives':[] | ``",
                "'from':'p','recipe':'moco','survives':[] | ``",
                "'from':'p','recipe':'simclr','survives':['head'] | head",
                "'from':'p','recipe':'simclr','on':'t','survives':['head'] | head",
                "'from':'p','recipe':'moco','survives':['key-encoder','head','key-encoder','queue'] | head, queue, key-encoder"
            })
    void areThoseOfThePapersCodeUnlessTheChainSaysOtherwise(String chain, String survivors) {
        var search = search(chain);

        assertThat(search.survivors(search.chain("c")).stream().map(SurvivorsTest::written))
                .containsExactlyElementsOf(Arrays.stream(survivors.split(", ", -1))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'from':'p','recipe':'labels','survives':['head'] | chains.c.survives: [head] is of rounds that learn without labels",
                "'from':'p','on':'t','survives':['head'] | chains.c.survives: [head] is of rounds that learn without labels",
                "'from':'p','recipe':'simclr','survives':['head','queue'] | chains.c.survives: [head,queue] is of moco: simclr has no queue and no keys",
                "'from':'p','recipe':'simclr','survives':['key-encoder'] | chains.c.survives: [key-encoder] is of moco: simclr has no queue and no keys",
                "'from':'p','recipe':'simclr','criterion':'snip','survives':['head'] | chains.c.survives: [head] is of chains whose rounds are trained",
                "'from':'p','criterion':'random','survives':['head'] | chains.c.survives: [head] is of chains whose rounds are trained",
                "'of':'other','survives':['head'] | chains.c.survives: [head] is of chains whose rounds are trained",
                "'from':'p','recipe':'simclr','survives':['tail'] | chains.c.survives[0]: tail is not one of head, optimizer, queue, key-encoder",
                "'from':'p','recipe':'simclr','survives':'head' | chains.c.survives: is not a list"
            })
    void whatCannotSurviveIsRefused(String chain, String message) {
        assertThatThrownBy(() -> search(chain))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage(message);
    }

    @Test
    void nothingIsWrittenAsNothing() {
        // Given
        var usual = search("'from':'p','recipe':'simclr'").chain("c");
        var none = search("'from':'p','recipe':'simclr','survives':[]").chain("c");

        // Then
        assertThat(none.survives()).isEmpty();
        assertThat(usual.survives()).isNull();
        assertThat(Json.write(none)).contains("\"survives\":[]");
        assertThat(Json.write(usual)).doesNotContain("survives");
        for (var chain : List.of(none, usual)) {
            assertThat(Json.read(Json.write(chain), Chain.class)).isEqualTo(chain);
        }
        assertThat(none).isNotEqualTo(usual);
    }

    @Test
    void aFreshHeadIsTheOneThatIsLeftOut() {
        var task = "{\"task\":\"mnist\",\"recipe\":\"r\"%s}";
        var plain = Json.read(task.formatted(""), DownstreamTask.class);
        var loaded = Json.read(task.formatted(",\"head\":\"loaded\""), DownstreamTask.class);

        assertThat(Json.read(task.formatted(",\"head\":\"fresh\""), DownstreamTask.class))
                .isEqualTo(plain);
        assertThat(Json.write(plain)).doesNotContain("head");
        assertThat(loaded.head()).isEqualTo(DownstreamTask.Head.LOADED);
        assertThat(Json.read(Json.write(loaded), DownstreamTask.class)).isEqualTo(loaded);
        assertThatThrownBy(() -> Json.read(task.formatted(",\"head\":\"kept\""), DownstreamTask.class))
                .hasMessage("head: kept is not one of loaded, fresh");
    }

    private static String written(Survivor survivor) {
        return Json.write(survivor).replace("\"", "");
    }

    private static Search search(String chain) {
        return Json.read(SEARCH.replace("CHAIN", "{" + chain.replace('\'', '"') + ",\"rounds\":2}"), Search.class);
    }
}
