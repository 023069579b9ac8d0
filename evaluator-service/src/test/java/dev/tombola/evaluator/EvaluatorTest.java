package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.EventSchemas;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the evaluator says about a search whose every run has ended: two chains, one task, two seeds. */
class EvaluatorTest {
    private static final ResolvedSearch SMALL = SampleSearches.resolved("""
            {"name":"small","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
             "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
             "chains":{"imp":{"from":"p","rounds":2,"recipe":"r"}},
             "controls":{"random":{"from":"p","criterion":"random","levels":[2]}},
             "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
             "levels":[0,1,2],"seeds":[1,2]}""");
    private static final Unfolding DONE = Unfolding.of(SMALL, new World());

    private final List<Object> said = new ArrayList<>();
    private final Evaluator evaluator = new Evaluator(this::say);

    @Test
    void asksForTheNumbersOfTransfersAloneBeforeItJudges() {
        // Given
        DONE.events().forEach(evaluator::hear);

        // When
        var unmeasured = evaluator.turn();

        // Then
        assertThat(unmeasured)
                .as("levels 0, 1 and 2, and the random one, for two seeds: no pre-training, no round")
                .hasSize(4 * 2)
                .allMatch(result -> result.spec().task().equals("mnist/5-9:100"));
        assertThat(said).isEmpty();
        assertThat(unmeasured)
                .allMatch(result -> evaluator.servesVerdict(result.spec().id()));
    }

    @Test
    void concludesOnceEveryTicketIsMeasured() {
        // Given
        DONE.events().forEach(evaluator::hear);
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));

        // When
        var left = evaluator.turn();

        // Then
        assertThat(left).isEmpty();
        assertThat(said(TicketEvaluated.class))
                .extracting(TicketEvaluated::key)
                .contains(SMALL.id() + "/imp/1/odd", SMALL.id() + "/imp/2/odd", SMALL.id() + "/random/2/odd")
                .doesNotHaveDuplicates();
        assertThat(said(SearchConcluded.class)).singleElement().satisfies(concluded -> {
            assertThat(concluded.cancelled()).isFalse();
            assertThat(concluded.missing()).isEmpty();
            assertThat(concluded.tasks().getFirst().chains())
                    .extracting(SearchConcluded.ChainReport::chain)
                    .containsExactly("imp", "random");
        });
    }

    @Test
    void saysNothingAgainThatItHearsItHasSaid() {
        // Given
        DONE.events().forEach(evaluator::hear);
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        evaluator.turn();
        var heard = new ArrayList<>(said);
        said.clear();

        // When
        evaluator.turn();
        var successor = new Evaluator(this::say);
        DONE.events().forEach(successor::hear);
        heard.forEach(successor::hear);
        successor.turn();

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void concludesASearchThatIsCalledOffAndAgainWhenItCameBackAndWasDone() {
        // Given
        evaluator.hear(new SearchSubmitted(SMALL.id(), SMALL, true));
        evaluator.turn();

        // When
        DONE.events().forEach(evaluator::hear);
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        evaluator.turn();

        // Then
        assertThat(said(SearchConcluded.class))
                .extracting(SearchConcluded::cancelled)
                .containsExactly(true, false);
    }

    @Test
    void concludesWithWhatIsMissingWhereRunsFailed() {
        // Given
        var failing = Unfolding.of(SMALL, new World(spec -> spec.task().equals("mnist/0-4")));
        failing.events().forEach(evaluator::hear);

        // When
        evaluator.turn();

        // Then
        assertThat(said(SearchConcluded.class))
                .singleElement()
                .satisfies(concluded -> assertThat(concluded.missing()).isNotEmpty());
    }

    @Test
    void reportsLevelsThatWereNeverDrawnSinceARoundFailed() {
        // Given: round 1 fails, so mask 2 of the chain is never drawn; that of the control is
        var failing = Unfolding.of(SMALL, new World(spec -> spec.task().equals("mnist/0-4") && spec.mask() != null));
        failing.events().forEach(evaluator::hear);

        // When
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        evaluator.turn();

        // Then
        assertThat(said(TicketEvaluated.class))
                .filteredOn(it -> it.key().equals(SMALL.id() + "/imp/2/odd"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.sparsity().fraction()).isCloseTo(0.36, within(1e-12));
                    assertThat(it.verdict()).isEqualTo(new Verdict.Undecided("round 1 of imp failed: it was to fail"));
                    assertThat(it.accuracy()).isNull();
                });
        assertThat(said(SearchConcluded.class)).singleElement().satisfies(concluded -> {
            assertThat(concluded.missing()).contains("round 1 of imp failed: it was to fail");
            assertThat(levels(concluded)).containsEntry("imp", List.of(0, 1, 2)).containsEntry("random", List.of(0, 2));
        });
    }

    @Test
    void aChainThatLostEveryLevelIsStillReported() {
        // Given
        var search = SampleSearches.resolved("""
                {"name":"lost","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
                 "chains":{"scratch":{"from":"p","rewind":"random","rounds":2,"recipe":"r","levels":[1,2]}},
                 "controls":{"shuffled":{"of":"scratch","levels":[2]},
                             "random":{"from":"p","criterion":"random","levels":[1]}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},"levels":[0,1,2],"seeds":[1,2]}""");
        var failing =
                Unfolding.of(search, new World(spec -> spec.task().equals("mnist/0-4") && spec.initialSeed() != null));
        failing.events().forEach(evaluator::hear);

        // When
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        evaluator.turn();

        // Then
        assertThat(said(SearchConcluded.class)).singleElement().satisfies(concluded -> {
            assertThat(levels(concluded))
                    .containsEntry("scratch", List.of(1, 2))
                    .containsEntry("shuffled", List.of(0, 2));
            assertThat(concluded.missing()).contains("round 0 of scratch failed: it was to fail");
            assertThat(concluded.tasks().getFirst().chains().getFirst().levels())
                    .allSatisfy(level -> assertThat(level.verdict()).isInstanceOf(Verdict.Undecided.class));
        });
    }

    @Test
    void aSearchThatMakesNoSenseHarmsNoOther() {
        // Given
        var poison = new ResolvedSearch(SMALL.search(), Map.of(), Map.of(), null);
        evaluator.hear(new SearchSubmitted(poison.id(), poison, false));
        DONE.events().forEach(evaluator::hear);

        // When: a claim is looked at before the first turn
        boolean served = DONE.expansion().runs().stream()
                .filter(planned -> planned.role() instanceof Role.Transfer)
                .map(planned ->
                        ((Prospect.Ready<RequestedRun>) planned.run()).value().id())
                .allMatch(evaluator::servesVerdict);
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        evaluator.turn();

        // Then
        assertThat(served).isTrue();
        assertThat(said(SearchConcluded.class))
                .extracting(SearchConcluded::search)
                .containsExactly(SMALL.id());
    }

    @Test
    void hearsRunsAndMasksInAnyOrder() {
        // Given: a turn after every event, so that whatever is kept between turns is put to the test
        var events = new ArrayList<>(DONE.events());
        Collections.shuffle(events, new Random(1));

        // When
        for (var event : events) {
            evaluator.hear(event);
            evaluator.turn().forEach(result -> evaluator.accept(measured(result)));
        }
        evaluator.turn();

        // Then
        assertThat(said(SearchConcluded.class)).singleElement().satisfies(concluded -> {
            assertThat(concluded.missing()).isEmpty();
            assertThat(levels(concluded)).containsEntry("imp", List.of(0, 1, 2)).containsEntry("random", List.of(0, 2));
        });
    }

    private static Map<String, List<Integer>> levels(SearchConcluded concluded) {
        return concluded.tasks().getFirst().chains().stream()
                .collect(Collectors.toMap(
                        SearchConcluded.ChainReport::chain,
                        chain -> chain.levels().stream()
                                .map(SearchConcluded.LevelReport::level)
                                .toList()));
    }

    @Test
    void concludesWithTheReasonWhereAMaskCannotBeDrawn() {
        // Given
        var lacking = Unfolding.of(
                SMALL, new World(_ -> false, draw -> draw.place().chain().equals("random")));
        lacking.events().forEach(evaluator::hear);
        evaluator.turn().forEach(result -> evaluator.accept(measured(result)));

        // When
        evaluator.turn();

        // Then
        assertThat(said(SearchConcluded.class))
                .singleElement()
                .satisfies(concluded -> assertThat(concluded.missing())
                        .singleElement()
                        .asString()
                        .contains("mask 2 of random cannot be drawn: it was not to be"));
    }

    private static ResultAccepted measured(RunResult result) {
        return new ResultAccepted(
                result.spec().id(),
                new Outcome.Accepted("attempt-1", result, new Measured("test", result.test(), 0, true)));
    }

    /** Every event keeps to its schema, and lies under the key that its topic promises. */
    private void say(Outgoing<?> outgoing) {
        EventSchemas.validate(outgoing.topic(), Json.write(outgoing.event()));
        assertThat(outgoing.key())
                .isEqualTo(
                        switch (outgoing.event()) {
                            case ResultAccepted accepted -> accepted.run().toString();
                            case TicketEvaluated evaluated -> evaluated.key();
                            case SearchConcluded concluded -> concluded.search().value();
                            default -> throw new AssertionError("the evaluator does not say " + outgoing);
                        });
        said.add(outgoing.event());
    }

    private <E> List<E> said(Class<E> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
