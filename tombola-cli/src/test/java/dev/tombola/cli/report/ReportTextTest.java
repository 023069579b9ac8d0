package dev.tombola.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void hasALevelPerRowAndAChainPerColumn() {
        assertThat(ReportText.of(Reports.concluded())).contains("""
                all-ten (fashion-mnist:1000): accuracy in %, mean ± standard deviation over the seeds
                 level | pruned % | transferable   |    random*   |   scratch*
                -------+----------+----------------+--------------+--------------
                     0 |      0.0 |   84.6 ± 0.2 = | 84.6 ± 0.2 = | 77.3 ± 0.6 ✗
                     2 |     36.0 |   84.3 ± 0.1 ✗ |              |
                     4 |     59.0 |   84.5 ± 0.3 ✓ | 79.7 ± 0.2 ✗ |
                     8 |     83.2 |   82.5 ± 0.4 ✗ | 77.0 ± 0.5 ✗ |
                """);
    }

    @Test
    void namesTheSparsestMatchingTicketAndWhatFailsBelowIt() {
        assertThat(ReportText.of(Reports.concluded()).lines())
                .contains(
                        "sparsest matching ticket of transferable: level 4 (59.0 % of the weights pruned); "
                                + "but not level 2 below it",
                        "universal: transferable at level 4 matches on every task (all-ten, odd)");
    }

    @Test
    void saysHowATaskIsTrainedThatBeganAsThePapers() {
        assertThat(ReportText.of(Reports.concluded()).lines())
                .containsOnlyOnce("trained as paper/fashion-mnist, but steps 120 (epochs 182), schedule scaled");
    }

    @Test
    void saysPlainlyThatNoneMatches() {
        assertThat(ReportText.of(Reports.nothingMatches()).lines())
                .contains(
                        "fashion, cancelled before its end (fashion-3f2a91c04b7d)",
                        "sparsest matching ticket of transferable: none matched before it was cancelled",
                        "sparsest matching ticket of transferable: none matched before it was cancelled, "
                                + "but the dense network itself")
                .noneMatch(line -> line.startsWith("universal"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(ReportText.of(Reports.concluded()).lines())
                .contains(
                        "     4 |     59.0 |    no result ?",
                        "missing: transferable level 4 on odd, seed 1: out of memory");
    }

    @Test
    void tellsTheStoryOfTheNumbers() {
        assertThat(ReportText.of(Reports.concluded()).lines())
                .contains(
                        "the whole network: 84.6 ± 0.2 from the pre-trained weights, 77.3 ± 0.6 from random ones: "
                                + "pre-training gains 7.3 points",
                        "with 83.2 % pruned (level 8): 82.5 ± 0.4 where the smallest weights went, "
                                + "77.0 ± 0.5 where random ones did: choosing by size gains 5.5 points");
    }
}
