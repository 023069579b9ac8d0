package dev.tombola.ticket.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule of docs/extending.md. */
class WithinHalfAPointTest {
    private static final Summary DENSE = new Summary(0.8, 0.01, List.of(0.79, 0.81));
    private final MatchingRule rule = new WithinHalfAPoint();

    @Test
    void halfAPointBelowIsATieAndMatches() {
        assertThat(rule.judge(new Summary(0.795, 0.0, List.of(0.795, 0.795)), DENSE))
                .isEqualTo(new Verdict.Matching(0));
    }

    @Test
    void moreThanHalfAPointBelowDoesNot() {
        assertThat(rule.judge(new Summary(0.7, 0.0, List.of(0.7, 0.7)), DENSE))
                .isInstanceOfSatisfying(
                        Verdict.NotMatching.class,
                        it -> assertThat(it.shortfall()).isCloseTo(0.095, within(1e-12)));
    }

    @Test
    void oneRunDecidesNothing() {
        assertThat(rule.judge(new Summary(0.9, null, List.of(0.9)), DENSE)).isInstanceOf(Verdict.Undecided.class);
        assertThat(rule.judge(DENSE, new Summary(0.8, null, List.of(0.8)))).isInstanceOf(Verdict.Undecided.class);
    }
}
