package dev.tombola.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.plan.Happened;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolvedSearchTest {
    private static final ResolvedSearch FASHION = Happened.nothing().search();
    private static final Digest SOME = Digest.of(new byte[1]);

    @Test
    void itsIdIsItsNameAndAHashOfAllThatItMeans() {
        // Changing it makes every search that is submitted again another one.
        assertThat(FASHION.id()).hasToString("fashion-in-minutes-5a30a629b098");
    }

    @Test
    void anotherDataSetOrRepetitionMakesAnotherSearch() {
        var others = List.of(
                new ResolvedSearch(FASHION.search(), Map.of("fashion-mnist", SOME), Map.of(), null),
                new ResolvedSearch(FASHION.search(), FASHION.datasets(), Map.of(), "again"),
                new ResolvedSearch(FASHION.search(), FASHION.datasets(), Map.of(), "and again"));

        assertThat(others)
                .extracting(search -> search.id().value())
                .doesNotHaveDuplicates()
                .doesNotContain(FASHION.id().value())
                .allMatch(id -> id.startsWith("fashion-in-minutes-"));
    }

    @Test
    void theOrderOfDataSetsMattersNeitherToItsIdNorToWhatIsSent() {
        // Given
        var one = new LinkedHashMap<String, Digest>();
        var other = new LinkedHashMap<String, Digest>();
        List.of("a", "b", "c", "fashion-mnist").forEach(name -> one.put(name, SOME));
        List.of("fashion-mnist", "c", "b", "a").forEach(name -> other.put(name, SOME));

        // When
        var searches = List.of(
                new ResolvedSearch(FASHION.search(), one, Map.of(), null),
                new ResolvedSearch(FASHION.search(), other, Map.of(), null));

        // Then
        assertThat(searches.stream().map(ResolvedSearch::id).distinct()).hasSize(1);
        assertThat(searches.stream().map(Json::write).distinct()).hasSize(1);
    }

    @Test
    void aTasksDataSetIsFoundByItsNameAlone() {
        assertThat(FASHION.dataset("fashion-mnist/0,2:1000"))
                .isEqualTo(FASHION.dataset("fashion-mnist:5"))
                .isEqualTo(FASHION.dataset("fashion-mnist"));
        assertThatThrownBy(() -> FASHION.dataset("mnist/1"))
                .hasMessage("datasets: no digest of mnist (there are " + FASHION.datasets() + ")");
    }

    @Test
    void weightsHaveADigestIfAndOnlyIfTheyComeFromAFile() {
        assertThatThrownBy(() -> new ResolvedSearch(
                        FASHION.search(), FASHION.datasets(), Map.of("supervised", Happened.object("w")), null))
                .hasMessage("weights: supervised has to have a digest if and only if it comes from a file");
    }
}
