package dev.tombola.evaluator.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Accuracies one can check by hand: seeds 1, 2, 3 of the dense network score 0.80, 0.82, 0.84: mean 0.82, deviation 0.02. */
class JudgeTest {
    private static final Unfolding DONE = Unfolding.of(SampleSearches.resolved("""
                    {"name":"by-hand","network":{"name":"cifar-resnet8"},
                     "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                     "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
                     "chains":{"imp":{"from":"p","rounds":3,"recipe":"r"}},
                     "controls":{"random":{"from":"p","criterion":"random","levels":[2]},
                                 "scratch":{"from":"p","rewind":"random","levels":[0]}},
                     "tasks":{"all":{"task":"mnist:100","recipe":"r"},"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                     "levels":[0,1,2,3],"seeds":[1,2,3]}"""), new World());

    private final Map<RunId, Score> scores = new HashMap<>();

    @Test
    void aTicketOneDeviationBelowTheDenseMeanStillMatches() {
        // Given
        score(role -> role.level() == 0 ? 0.78 + 0.02 * role.seed() : 0.80);

        // When
        var verdict = verdict("imp", 2, "all");

        // Then
        assertThat(verdict.accuracy()).isNotNull();
        assertThat(verdict.dense()).isNotNull();
        assertThat(verdict.dense().mean()).isCloseTo(0.82, within(1e-12));
        assertThat(verdict.dense().std()).isCloseTo(0.02, within(1e-12));
        assertThat(verdict.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Matching.class, it -> assertThat(it.margin()).isCloseTo(0, within(1e-12)));
    }

    @Test
    void saysHowMuchIsMissing() {
        score(role -> role.level() == 0 ? 0.78 + 0.02 * role.seed() : 0.77);

        assertThat(verdict("imp", 1, "odd").verdict())
                .isInstanceOfSatisfying(
                        Verdict.NotMatching.class,
                        it -> assertThat(it.shortfall()).isCloseTo(0.03, within(1e-12)));
    }

    @Test
    void aTicketOfRandomWeightsIsHeldToThePretrainedDenseNetwork() {
        score(role -> role.chain().equals("scratch") ? 0.70 : 0.78 + 0.02 * role.seed());

        assertThat(verdict("scratch", 0, "all").verdict()).isInstanceOf(Verdict.NotMatching.class);
    }

    @Test
    void waitsForEverySeedOfTicketAndDenseNetwork() {
        // Given
        score(_ -> 0.8);
        scores.remove(run(new Role.Transfer("imp", 2, "all", 3)));
        scores.remove(run(new Role.Transfer("imp", 0, "odd", 1)));

        // When
        var verdicts = Judge.judge(DONE.search(), DONE.facts(), scores);

        // Then
        assertThat(verdicts).noneMatch(it -> it.task().equals("odd"));
        assertThat(verdicts)
                .filteredOn(it -> it.ticket().chain().equals("imp"))
                .extracting(it -> it.ticket().level())
                .containsExactly(0, 1, 3);
    }

    @Test
    void aRunThatEndsBringsEveryVerdictThatItBearsOnAndNoOther() {
        // Given
        score(role -> role.level() == 0 ? 0.78 + 0.02 * role.seed() : 0.80);
        var all = Map.copyOf(scores);
        scores.clear();
        var judge = Judge.of(DONE.search(), DONE.facts(), DONE.expansion());

        // When: runs end one after the other, and only what they bear on is asked for
        var given = new HashMap<String, TicketEvaluated>();
        var superfluous = new ArrayList<String>();
        all.forEach((run, score) -> {
            scores.put(run, score);
            judge.verdicts(scores, List.of(run)).forEach(verdict -> {
                if (given.put(verdict.key(), verdict) != null) {
                    superfluous.add(verdict.key());
                }
            });
        });

        // Then
        assertThat(given.values()).containsExactlyInAnyOrderElementsOf(judge.verdicts(all));
        assertThat(given).isNotEmpty();
        assertThat(superfluous).isEmpty();
    }

    @Test
    void withholdsTheVerdictWhereEnginesDisagreeOrARunFailed() {
        score(_ -> 0.8);
        scores.put(run(new Role.Transfer("imp", 1, "all", 2)), new Score.Disputed(17));
        scores.put(run(new Role.Transfer("imp", 3, "all", 2)), new Score.Failed("out of memory"));

        assertThat(verdict("imp", 1, "all").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class, it -> assertThat(it.reason()).contains("disagree on 17 predictions"));
        assertThat(verdict("imp", 3, "all").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class, it -> assertThat(it.reason()).contains("out of memory"));
    }

    @Test
    void reportsTheLargestLevelThatPassesAndTheFailuresBelowIt() {
        // Given
        score(role -> role.level() == 2 ? 0.5 : 0.8);

        // When
        var verdicts = Judge.judge(DONE.search(), DONE.facts(), scores);
        var report = Conclusion.of(DONE.search(), verdicts, false);

        // Then
        var chain = report.tasks().getFirst().chains().getFirst();
        assertThat(chain.chain()).isEqualTo("imp");
        assertThat(chain.sparsest()).isEqualTo(3);
        assertThat(chain.failingBelow()).containsExactly(2);
        assertThat(report.universal()).anySatisfy(it -> {
            assertThat(it.chain()).isEqualTo("imp");
            assertThat(it.level()).isEqualTo(3);
        });
    }

    @Test
    void theDenseNetworkIsNoTicketOfItsOwn() {
        score(role -> role.level() == 0 ? 0.9 : 0.5);

        var report = Conclusion.of(DONE.search(), Judge.judge(DONE.search(), DONE.facts(), scores), false);

        assertThat(report.tasks())
                .allSatisfy(
                        task -> assertThat(task.chains().getFirst().sparsest()).isNull());
        assertThat(report.universal())
                .allSatisfy(it -> assertThat(
                                it.chain().equals("scratch") ? Optional.empty() : Optional.ofNullable(it.level()))
                        .isEmpty());
    }

    @Test
    void aTicketIsUniversalOnlyIfItMatchesOnEveryTask() {
        score(role -> role.level() == 3 && role.task().equals("odd") ? 0.5 : 0.8);

        var report = Conclusion.of(DONE.search(), Judge.judge(DONE.search(), DONE.facts(), scores), false);

        assertThat(report.universal().getFirst().level()).isEqualTo(2);
    }

    @Test
    void aSingleSeedHasNoSpreadAndNoVerdict() {
        // Given
        var once = Unfolding.of(SampleSearches.resolved("""
                    {"name":"once","network":{"name":"cifar-resnet8"},
                     "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                     "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
                     "controls":{"random":{"from":"p","criterion":"random"}},
                     "tasks":{"all":{"task":"mnist:100","recipe":"r"}},"levels":[0,1],"seeds":[7]}"""), new World());
        once.facts().runs().keySet().forEach(run -> scores.put(run, new Score.Measured(0.8)));

        // When
        var verdicts = Judge.judge(once.search(), once.facts(), scores);

        // Then
        assertThat(verdicts).hasSize(2).allSatisfy(it -> {
            assertThat(it.verdict()).isInstanceOf(Verdict.Undecided.class);
            assertThat(it.accuracy()).isEqualTo(new Summary(0.8, null, List.of(0.8)));
        });
    }

    private void score(Function<Role.Transfer, Double> accuracy) {
        DONE.expansion().runs().forEach(planned -> {
            if (planned.role() instanceof Role.Transfer role && planned.run() instanceof Ready<RequestedRun>(var run)) {
                scores.putIfAbsent(run.id(), new Score.Measured(accuracy.apply(role)));
            }
        });
    }

    private TicketEvaluated verdict(String chain, int level, String task) {
        return Judge.judge(DONE.search(), DONE.facts(), scores).stream()
                .filter(it -> it.ticket().chain().equals(chain) && it.ticket().level() == level)
                .filter(it -> it.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private static RunId run(Role role) {
        return DONE.expansion().runs().stream()
                .filter(planned -> planned.role().equals(role))
                .map(planned -> planned.run() instanceof Ready<RequestedRun>(var run) ? run.id() : null)
                .findFirst()
                .orElseThrow();
    }
}
