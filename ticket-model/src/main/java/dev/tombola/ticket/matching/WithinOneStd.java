package dev.tombola.ticket.matching;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;

/** The paper's rule (1.2): the ticket's mean reaches the dense mean less one sample standard deviation of the dense runs. */
public final class WithinOneStd implements MatchingRule {
    /**
     * Means and deviations of doubles are off by some 1e-16; accuracies that differ at all, by 1e-5 and more. What lies
     * between the two is a tie, and a tie matches.
     */
    private static final double ROUNDING = 1e-12;

    @Override
    public Verdict judge(Summary ticket, Summary dense) {
        if (dense.std() == null) {
            return new Verdict.Undecided("one run of the dense network has no spread: give two seeds or more");
        }
        double margin = ticket.mean() - (dense.mean() - dense.std());
        return margin >= -ROUNDING ? new Verdict.Matching(Math.max(0, margin)) : new Verdict.NotMatching(-margin);
    }

    @Override
    public String inWords() {
        return "the mean is at most one standard deviation of the dense network's runs below its mean";
    }
}
