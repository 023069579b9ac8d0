package dev.tombola.ticket.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.search.Matching;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithinOneStdTest {
    private final MatchingRule rule = new WithinOneStd();

    @Test
    void anExactTieMatchesThoughDoublesRoundItDown() {
        // Given the runs 0.7, 0.8 and 0.9: their mean less their deviation is 0.7 exactly, but not in doubles
        var dense = new Summary(0.8, 0.1, List.of(0.7, 0.8, 0.9));
        assertThat(0.8 - 0.1).isGreaterThan(0.7);

        // When
        var verdict = rule.judge(new Summary(0.7, 0.0, List.of(0.7, 0.7, 0.7)), dense);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Matching(0));
    }

    @Test
    void oneImageInAMillionBelowDoesNotMatch() {
        var dense = new Summary(0.8, 0.1, List.of(0.7, 0.8, 0.9));

        var verdict = rule.judge(new Summary(0.699999, 0.0, List.of(0.699999, 0.699999)), dense);

        assertThat(verdict).isInstanceOf(Verdict.NotMatching.class);
    }

    @Test
    void saysHowFarBelowItIsAndHowFarAbove() {
        var dense = new Summary(0.75, 0.125, List.of(0.625, 0.75, 0.875));

        assertThat(rule.judge(new Summary(0.5, 0.0, List.of(0.5, 0.5)), dense))
                .isEqualTo(new Verdict.NotMatching(0.125));
        assertThat(rule.judge(new Summary(0.875, 0.0, List.of(0.875, 0.875)), dense))
                .isEqualTo(new Verdict.Matching(0.25));
    }

    @Test
    void theRuleThatUsersNameIsThisOne() {
        var ticket = new Summary(0.5, 0.0, List.of(0.5, 0.5));
        var dense = new Summary(0.75, 0.125, List.of(0.625, 0.75, 0.875));

        assertThat(Matching.Rule.WITHIN_ONE_STD.judge(ticket, dense)).isEqualTo(rule.judge(ticket, dense));
        assertThat(Matching.Rule.WITHIN_ONE_STD.inWords())
                .isEqualTo(rule.inWords())
                .contains("one standard deviation");
    }

    @Test
    void oneDenseRunDecidesNothing() {
        var verdict = rule.judge(new Summary(0.9, null, List.of(0.9)), new Summary(0.8, null, List.of(0.8)));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class, it -> assertThat(it.reason()).contains("two seeds or more"));
    }

    @Test
    void aTieReachesAsFarAsDoublesRoundAndNoFarther() {
        var dense = new Summary(0.5, 0.0, List.of(0.5, 0.5));
        double last = 0.5 - 1e-12;

        assertThat(rule.judge(ticket(last + 1e-15), dense)).isEqualTo(new Verdict.Matching(0));
        assertThat(rule.judge(ticket(last - 1e-15), dense)).isInstanceOf(Verdict.NotMatching.class);
        assertThat(rule.judge(ticket(0.75), dense)).isEqualTo(new Verdict.Matching(0.25));
    }

    @Test
    void exactlyTheRoundingIsATie() {
        var dense = new Summary(1e-12, 0.0, List.of(1e-12, 1e-12));

        assertThat(rule.judge(ticket(0), dense)).isEqualTo(new Verdict.Matching(0));
    }

    private static Summary ticket(double mean) {
        return new Summary(mean, 0.0, List.of(mean, mean));
    }
}
