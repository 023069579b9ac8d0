package dev.tombola.ticket.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.Examples;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final SearchSubmitted SUBMITTED = (SearchSubmitted) Examples.of(Topics.SEARCHES);
    private static final SearchId SEARCH = SUBMITTED.search();
    private static final TicketDrawn DRAWN = (TicketDrawn) Examples.of(Topics.TICKET_DRAWN);
    private static final ResultAccepted ACCEPTED = (ResultAccepted) Examples.of(Topics.RESULT_ACCEPTED);
    private static final SearchConcluded CONCLUDED = (SearchConcluded) Examples.of(Topics.SEARCH_CONCLUDED);

    private final History history = new History();

    @Test
    void knowsNothingAtFirst() {
        assertThat(history.facts(SEARCH)).isEqualTo(Facts.NONE);
        assertThat(history.searches()).isEmpty();
        assertThat(history.live()).isEmpty();
        assertThat(history.search(SEARCH)).isEmpty();
        assertThat(history.result(Examples.RUN)).isEmpty();
    }

    @Test
    void gathersTheFactsOfASearchFromMasksAndResults() {
        history.hear(SUBMITTED);
        history.hear(DRAWN);
        history.hear(ACCEPTED);

        assertThat(history.facts(SEARCH))
                .isEqualTo(new Facts(
                        Map.of(Examples.RUN, new RunEnd.Trained(Examples.RESULT.last(), Examples.RESULT.kept())),
                        Map.of(new ChainLevel("transferable", 12), DRAWN.mask())));
        assertThat(history.mask(DRAWN.mask().digest())).contains(DRAWN.mask());
        assertThat(history.result(Examples.RUN)).contains(ACCEPTED);
        assertThat(history.results()).containsExactly(ACCEPTED);
    }

    @Test
    void holdsEqualPartsOfManyResultsOnce() {
        history.hear(Json.read(Json.write(ACCEPTED), ResultAccepted.class));
        var other = RunId.parse("f".repeat(64));
        history.hear(new ResultAccepted(
                other, Json.read(Json.write(ACCEPTED), ResultAccepted.class).outcome()));

        assertThat(history.results())
                .extracting(it -> ((ResultAccepted.Outcome.Accepted) it.outcome()).result())
                .allMatch(Examples.RESULT::equals)
                .satisfies(results -> {
                    assertThat(results.getFirst().provenance().loaded())
                            .isNotEmpty()
                            .isSameAs(results.getLast().provenance().loaded());
                    assertThat(results.getFirst().spec().recipe())
                            .isSameAs(results.getLast().spec().recipe());
                });
    }

    @Test
    void knowsHowRunsEndedWithoutTheirResults() {
        var ends = History.ofEnds();

        ends.hear(ACCEPTED);

        assertThat(ends.hasEnded(Examples.RUN)).isTrue();
        assertThat(ends.hasEnded(RunId.parse("f".repeat(64)))).isFalse();
        assertThat(ends.facts(SEARCH).runs())
                .containsEntry(Examples.RUN, new RunEnd.Trained(Examples.RESULT.last(), Examples.RESULT.kept()));
        assertThatThrownBy(() -> ends.result(Examples.RUN)).hasMessageContaining("only how runs ended");
        assertThatThrownBy(ends::results).hasMessageContaining("only how runs ended");
    }

    @Test
    void sharesResultsBetweenSearchesButNoMasks() {
        history.hear(DRAWN);
        history.hear(ACCEPTED);

        assertThat(history.facts(new SearchId("another")))
                .returns(Map.of(), Facts::masks)
                .returns(
                        Map.of(Examples.RUN, new RunEnd.Trained(Examples.RESULT.last(), Examples.RESULT.kept())),
                        Facts::runs);
    }

    @Test
    void aRunThatWasGivenUpIsAFactToo() {
        history.hear(new ResultAccepted(Examples.RUN, new ResultAccepted.Outcome.Failed("no disk", 3)));

        assertThat(history.facts(SEARCH).runs()).containsEntry(Examples.RUN, new RunEnd.Failed("no disk"));
    }

    @Test
    void aSearchLivesUntilItIsConcludedOrCancelled() {
        history.hear(SUBMITTED);
        assertThat(history.live()).containsExactly(SUBMITTED);
        assertThat(history.live(SEARCH)).contains(SUBMITTED);

        var cancelled = new SearchSubmitted(SEARCH, SUBMITTED.resolved(), true);
        history.hear(cancelled);
        assertThat(history.live()).isEmpty();
        assertThat(history.live(SEARCH)).isEmpty();
        assertThat(history.search(SEARCH)).contains(cancelled);
        assertThat(history.searches()).hasSize(1);

        history.hear(SUBMITTED);
        assertThat(history.live()).containsExactly(SUBMITTED);

        history.hear(CONCLUDED);
        assertThat(history.live()).isEmpty();
    }

    @Test
    void theLastConclusionHoldsAsItDoesForWhoReadsTheCompactedTopic() {
        // Given
        var calledOff = new SearchConcluded(
                SEARCH,
                CONCLUDED.name(),
                true,
                CONCLUDED.matching(),
                CONCLUDED.tasks(),
                CONCLUDED.universal(),
                CONCLUDED.missing());
        var late = new History();

        // When
        List.of(SUBMITTED, CONCLUDED, calledOff).forEach(history::hear);
        List.of(SUBMITTED, calledOff).forEach(late::hear);

        // Then
        assertThat(history.live()).containsExactly(SUBMITTED).isEqualTo(late.live());
    }

    @Test
    void aSearchThatIsSubmittedAgainIsTheOneSubmittedLast() {
        // Given
        var other = new ResolvedSearch(
                SUBMITTED.resolved().search(), SUBMITTED.resolved().datasets(), Map.of(), "again");
        var another = new SearchSubmitted(other.id(), other, false);

        // When
        List.of(SUBMITTED, another, SUBMITTED).forEach(history::hear);

        // Then
        assertThat(history.searches()).containsExactly(another, SUBMITTED);
    }

    @Test
    void aMaskThatCannotBeDrawnIsAFactToo() {
        history.hear(Examples.of(Topics.SEARCH_PLANNED));
        history.hear(new SearchPlanned(DRAWN.ticket().search(), List.of(), List.of()));

        assertThat(history.facts(DRAWN.ticket().search()).undrawable())
                .containsOnlyKeys(new ChainLevel("one-shot", 12))
                .containsValue("layer1.0.conv1.weight[7] is NaN: a network with such weights cannot be pruned");
    }

    @Test
    void aSearchUnderAnothersNameIsNotHeard() {
        history.hear(new SearchSubmitted(new SearchId("another"), SUBMITTED.resolved(), false));

        assertThat(history.searches()).isEmpty();
    }
}
