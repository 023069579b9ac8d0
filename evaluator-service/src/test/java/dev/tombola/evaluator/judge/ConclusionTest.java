package dev.tombola.evaluator.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts written by hand: chain c on tasks t and u, from p; control s from random weights; control q, from pre-training f. */
class ConclusionTest {
    private static final ResolvedSearch SEARCH = SampleSearches.resolved("""
            {"name":"by-hand","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
             "pretrainings":{"p":{"task":"mnist","weights":"w"},"f":{"task":"mnist","weights":"v"}},
             "chains":{"c":{"from":"p","recipe":"r","rounds":3}},
             "controls":{"s":{"from":"p","criterion":"random","rewind":"random","rounds":1},
                         "q":{"from":"f","criterion":"random","rounds":1}},
             "tasks":{"t":{"task":"mnist:100","recipe":"r"},"u":{"task":"mnist:200","recipe":"r"}},
             "seeds":[1,2],"origins":{"r":"paper"}}""");
    private static final Summary DENSE_P = summary(0.9);
    private static final Summary DENSE_F = summary(0.8);
    private static final Verdict MATCHING = new Verdict.Matching(0.01);
    private static final Verdict WORSE = new Verdict.NotMatching(0.02);
    private static final Verdict UNDECIDED = new Verdict.Undecided("a run failed");

    @Test
    void namesTheSparsestTicketAndTheFailuresBelowItOnly() {
        // When
        var report = conclude(
                on("t", "c", 0, MATCHING), on("t", "c", 1, WORSE), on("t", "c", 2, MATCHING), on("t", "c", 3, WORSE));

        // Then
        var chain = chain(report, "t", "c");
        assertThat(chain.sparsest()).isEqualTo(2);
        assertThat(chain.failingBelow()).containsExactly(1);
        assertThat(chain.levels())
                .extracting(SearchConcluded.LevelReport::level)
                .containsExactly(0, 1, 2, 3);
        assertThat(chain.levels().getLast())
                .isEqualTo(new SearchConcluded.LevelReport(3, new Sparsity(0.3), summary(0.5), WORSE));
        assertThat(report.universal()).as("nothing is known of task u").isEmpty();
    }

    @Test
    void theDenseNetworkIsNoTicketButUntrainedWeightsAre() {
        var report = conclude(
                on("t", "c", 0, MATCHING),
                on("t", "c", 1, UNDECIDED),
                on("t", "s", 0, MATCHING),
                on("u", "c", 0, MATCHING),
                on("u", "s", 0, MATCHING));

        assertThat(chain(report, "t", "c").sparsest()).isNull();
        assertThat(chain(report, "t", "c").failingBelow()).isEmpty();
        assertThat(chain(report, "t", "s").sparsest()).isZero();
        assertThat(report.universal())
                .containsExactly(new SearchConcluded.Universal("c", null), new SearchConcluded.Universal("s", 0));
    }

    @Test
    void aTicketIsUniversalWhereItMatchesOnEveryTask() {
        var report = conclude(
                on("t", "c", 1, MATCHING),
                on("t", "c", 2, MATCHING),
                on("t", "c", 3, MATCHING),
                on("u", "c", 1, MATCHING),
                on("u", "c", 2, MATCHING),
                on("u", "c", 3, UNDECIDED));

        assertThat(report.universal()).containsExactly(new SearchConcluded.Universal("c", 2));
    }

    @Test
    void describesTasksAndChainsAsTheSearchDoes() {
        var report = conclude(on("t", "c", 1, MATCHING), on("t", "s", 1, WORSE), on("t", "q", 1, MATCHING));

        var task = report.tasks().getFirst();
        assertThat(task.data()).isEqualTo("mnist:100");
        assertThat(task.recipe()).isEqualTo("paper");
        assertThat(task.dense())
                .containsExactly(new SearchConcluded.Dense("p", DENSE_P), new SearchConcluded.Dense("f", DENSE_F));
        assertThat(task.chains()).extracting(ChainReport::chain).containsExactly("c", "s", "q");
        assertThat(chain(report, "t", "c"))
                .returns(false, ChainReport::control)
                .returns("p", ChainReport::pretraining)
                .returns(Criterion.MAGNITUDE, ChainReport::criterion);
        assertThat(chain(report, "t", "s"))
                .returns(true, ChainReport::control)
                .returns(new RewindPoint.Random(), ChainReport::rewind);
        assertThat(report.tasks().getLast().chains()).isEmpty();
    }

    @Test
    void saysOnceWhatIsMissing() {
        var report = conclude(on("t", "c", 1, UNDECIDED), on("t", "c", 2, UNDECIDED), on("t", "c", 3, WORSE));

        assertThat(report.missing()).containsExactly("a run failed");
        assertThat(report.cancelled()).isFalse();
        assertThat(Conclusion.of(SEARCH, List.of(), true))
                .returns(true, SearchConcluded::cancelled)
                .returns("by-hand", SearchConcluded::name)
                .returns(SEARCH.id(), SearchConcluded::search);
    }

    private static SearchConcluded conclude(TicketEvaluated... verdicts) {
        return Conclusion.of(SEARCH, List.of(verdicts), false);
    }

    private static TicketEvaluated on(String task, String chain, int level, Verdict verdict) {
        return new TicketEvaluated(
                new TicketId(SEARCH.id(), chain, level),
                task,
                new Sparsity(level / 10.0),
                summary(0.5),
                chain.equals("q") ? DENSE_F : DENSE_P,
                SEARCH.search().matching(),
                verdict);
    }

    private static Summary summary(double mean) {
        return new Summary(mean, 0.0, List.of(mean, mean));
    }

    private static ChainReport chain(SearchConcluded report, String task, String chain) {
        return report.tasks().stream()
                .filter(it -> it.task().equals(task))
                .flatMap(it -> it.chains().stream())
                .filter(it -> it.chain().equals(chain))
                .findFirst()
                .orElseThrow();
    }
}
