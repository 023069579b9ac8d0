package dev.tombola.ticket.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A chain of r rounds has r masks, trains r - 1 of them, and is tested at r + 1 levels with s seeds on each of its tasks. */
class SearchSizeTest {
    @Test
    void takesASearchThatIsExactlyAsLargeAsItMayBe() {
        // 72 masks, 71 rounds, 73 levels with 409 seeds on the one task: 143 + 29857 = 30000.
        var expansion = Expansion.of(search("odd", 72, 409), Facts.NONE);

        assertThat(expansion.draws()).hasSize(72);
        assertThat(expansion.runs()).hasSize(71 + 29_857);
    }

    @Test
    void refusesOneThatIsLargerByOne() {
        // 25 masks, 24 rounds, 26 levels with 576 seeds on both tasks: 49 + 29952 = 30001.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expansion.of(search("pretraining", 25, 576), Facts.NONE))
                .withMessage(
                        "it asks for 30001 runs and masks, and no search may for more than 30000: make several of it");
    }

    private static ResolvedSearch search(String on, int rounds, int seeds) {
        var search = Json.read(
                """
                {"name":"large","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"p":{"task":"mnist","weights":"w"}},
                 "chains":{"c":{"from":"p","on":"%s","rounds":%d,"recipe":"r","trainFirst":false}},
                 "tasks":{"odd":{"task":"mnist/5-9","recipe":"r"},"all":{"task":"mnist","recipe":"r"}},
                 "levels":"all","seeds":%s}""".formatted(on, rounds, LongStream.range(0, seeds).boxed().toList()), Search.class);
        return new ResolvedSearch(
                search, Map.of("mnist", Digest.of(new byte[1])), Map.of("p", Happened.object("w")), null);
    }
}
