package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.wire.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked of a search: of chain m, which trains, of the random r, and of what is shuffled from both. */
class SearchPartsTest {
    private static final String SEARCH = """
            {"name":"parts","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
             "pretrainings":{"p":{"task":"mnist","recipe":"r"}},
             "chains":{"m":{"from":"p","rounds":3,"recipe":"r","levels":[0,2]}},
             "controls":{"r":{"from":"p","criterion":"random","rounds":3,"levels":[0,2]},
                         "s":{"of":"r","rounds":3,"levels":[0,1,3]},
                         "t":{"of":"m","levels":[3]}},
             "tasks":{"t":{"task":"mnist:100","recipe":"r"}}}""";

    @Test
    void drawsEveryLevelOfAChainThatTrainsAndOfOthersThoseThatSomebodyNeeds() {
        var search = search("");

        assertThat(search.drawnLevels("m")).containsExactly(1, 2, 3);
        assertThat(search.drawnLevels("r")).as("2 for itself, 1 and 3 for s").containsExactly(1, 2, 3);
        assertThat(search.drawnLevels("s")).containsExactly(1, 3);
        assertThat(search.drawnLevels("t")).containsExactly(3);
    }

    @Test
    void saysWhereAChainStands() {
        assertThat(search("").path("m")).isEqualTo("chains.m");
        assertThat(search("").path("r")).isEqualTo("controls.r");
    }

    @Test
    void knowsWhichOfThePapersRecipesOneBeganAs() {
        var search = search(",\"origins\":{\"r\":\"paper, but shorter\"}");

        assertThat(search.origin("r")).isEqualTo("paper, but shorter");
        assertThat(search.origin("other")).isNull();
        assertThat(search.origin(null)).isNull();
        assertThat(search("").origin("r")).isNull();
    }

    @Test
    void aDefaultThatIsWrittenOutMakesNoOtherSearch() {
        assertThat(search(",\"resume\":\"same-fingerprint\",\"origins\":{}")).isEqualTo(search(""));
        assertThat(search(",\"resume\":\"any-fingerprint\"").resume()).isEqualTo(Resume.ANY_FINGERPRINT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'n'} | {}",
                "{'name':'n','width':8} | {'width':8}",
                "{'name':'n','width':8,'stemStride':2} | {'width':8,'stemStride':2}"
            })
    void aNetworkListsTheSizesThatAreGiven(String network, String options) {
        assertThat(Json.read(network.replace('\'', '"'), Architecture.class).options())
                .isEqualTo(Json.read(options.replace('\'', '"'), Map.class));
    }

    @Test
    void refusesOneMomentWrittenInTwoWays() {
        assertThatThrownBy(() -> Schedule.of(Map.of("0.5", 0.1, "0.50", 0.2))).hasMessageEndingWith("is there twice");
    }

    @Test
    void onlyAFileOfWeightsHasParts() {
        assertThatThrownBy(() -> new Pretraining("mnist", "r", null, "ema", 1L))
                .hasMessage("part: only a file of weights has parts");
        assertThat(new Pretraining(null, null, "w.pth", "ema", 1L).part()).isEqualTo("ema");
    }

    @Test
    void anEarlyRewindingTrainsItsDenseNetworkWhateverItsCriterion() {
        var early = "{\"from\":\"p\",\"criterion\":\"random\",\"rewind\":\"%s\"}";

        assertThat(Json.read(early.formatted("epoch:1"), Chain.class))
                .returns(true, Chain::rewindsToItself)
                .returns(true, Chain::trainsDense);
        assertThat(Json.read(early.formatted("random"), Chain.class))
                .returns(false, Chain::rewindsToItself)
                .returns(false, Chain::trainsDense);
    }

    private static Search search(String more) {
        return Json.read(SEARCH.substring(0, SEARCH.length() - 1) + more + "}", Search.class);
    }
}
