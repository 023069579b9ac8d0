package dev.tombola.evaluator.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Prospect.Unreachable;
import dev.tombola.ticket.plan.Prospect.Waiting;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of tickets whose runs never come, fail, or have nothing to be compared with. */
class MissingRunsTest {
    private static final ResolvedSearch SEARCH =
            search("{\"c\":{\"from\":\"p\",\"criterion\":\"random\",\"rate\":0.5,\"levels\":[2]}},"
                    + "\"controls\":{\"s\":{\"of\":\"c\",\"levels\":[2]}}");
    private static final Role.Transfer ROLE = new Role.Transfer("c", 2, "t", 1);

    private final Map<RunId, Score> scores = new HashMap<>();

    @Test
    void aMaskThatIsNeverDrawnHasTheSparsityThatItWasToHave() {
        // Given
        var facts = Facts.NONE.withUndrawable(Map.of(new ChainLevel("c", 2), "weights are lost"));
        dense(SEARCH, facts).forEach(run -> scores.put(run, new Score.Measured(0.8)));

        // When
        var verdicts = Judge.judge(SEARCH, facts, scores);

        // Then
        assertThat(verdicts).extracting(TicketEvaluated::key).hasSize(4);
        assertThat(verdicts)
                .filteredOn(it -> it.ticket().level() == 2)
                .hasSize(2)
                .allSatisfy(it -> {
                    assertThat(it.sparsity().fraction()).as("1 - 0.5²").isEqualTo(0.75);
                    assertThat(it.accuracy()).isNull();
                    assertThat(it.dense()).isNotNull();
                    assertThat(it.verdict())
                            .isEqualTo(new Verdict.Undecided("mask 2 of c cannot be drawn: weights are lost"));
                });
        assertThat(verdicts)
                .filteredOn(it -> it.ticket().level() == 0)
                .allSatisfy(it -> assertThat(it.sparsity().fraction()).isZero());
    }

    @Test
    void aDenseRunThatFailedIsSaidToBeDense() {
        // Given
        var facts = Facts.NONE.withUndrawable(Map.of(new ChainLevel("c", 2), "weights are lost"));
        dense(SEARCH, facts).forEach(run -> scores.put(run, new Score.Failed("no disk")));
        var run = dense(SEARCH, facts).getFirst();

        // When
        var verdict = Judge.judge(SEARCH, facts, scores).stream()
                .filter(it -> it.ticket().level() == 2)
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(verdict.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        it -> assertThat(it.reason())
                                .startsWith("mask 2 of c cannot be drawn: weights are lost; dense: run ")
                                .contains("dense: run " + run.brief() + " failed: no disk"));
    }

    @Test
    void withoutADenseNetworkThereIsNoVerdict() {
        // Given
        var scratch = search("{\"c\":{\"from\":\"p\",\"criterion\":\"random\",\"rewind\":\"random\",\"levels\":[0]}}");
        dense(scratch, Facts.NONE).forEach(run -> scores.put(run, new Score.Measured(0.8)));

        // When
        var verdicts = Judge.judge(scratch, Facts.NONE, scores);

        // Then
        assertThat(verdicts).singleElement().satisfies(it -> {
            assertThat(it.dense()).isNull();
            assertThat(it.verdict())
                    .isEqualTo(
                            new Verdict.Undecided("the search has no dense runs of its pre-training to compare with"));
        });
    }

    @Test
    void countsWhatIsStillToComeAndSaysOnceWhatNeverWill() {
        // Given
        var run = Expansion.of(SEARCH, Facts.NONE).runs().stream()
                .filter(planned -> planned.run() instanceof Ready<RequestedRun>)
                .findFirst()
                .orElseThrow();

        // When
        var waiting = Scores.of(List.of(run, new PlannedRun(ROLE, new Waiting<>("mask 2"))), scores);
        var never = Scores.of(
                List.of(
                        new PlannedRun(ROLE, new Unreachable<>("lost")),
                        new PlannedRun(ROLE, new Unreachable<>("lost"))),
                scores);

        // Then
        assertThat(waiting.pending()).isEqualTo(2);
        assertThat(waiting.isComplete()).isFalse();
        assertThat(never.isComplete()).isTrue();
        assertThat(never.faults()).containsExactly("lost");
        assertThat(never.summary()).isEmpty();
    }

    @Test
    void summarisesByMeanAndSampleDeviation() {
        assertThat(new Scores(List.of(0.7, 0.8, 0.9), 0, List.of()).summary()).hasValueSatisfying(it -> {
            assertThat(it.mean()).isCloseTo(0.8, within(1e-12));
            assertThat(it.std()).isCloseTo(0.1, within(1e-12));
        });
    }

    /** The runs that can begin at once: those of level 0. */
    private static List<RunId> dense(ResolvedSearch search, Facts facts) {
        return Expansion.of(search, facts).runs().stream()
                .flatMap(planned ->
                        planned.run() instanceof Ready<RequestedRun>(var run) ? Stream.of(run.id()) : Stream.empty())
                .distinct()
                .toList();
    }

    private static ResolvedSearch search(String chains) {
        return SampleSearches.resolved("""
                {"name":"missing","network":{"name":"cifar-resnet8"},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"p":{"task":"mnist","weights":"w"}},
                 "chains":%s,
                 "tasks":{"t":{"task":"mnist:100","recipe":"r"}},"levels":[0],"seeds":[1,2]}""".formatted(chains));
    }
}
