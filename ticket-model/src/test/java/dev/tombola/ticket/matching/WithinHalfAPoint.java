package dev.tombola.ticket.matching;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;

/** The ticket's mean is at most half a percentage point below the dense mean, whatever the spread (docs/extending.md). */
public final class WithinHalfAPoint implements MatchingRule {
    private static final double ALLOWED = 0.005;

    /** Means of doubles are off by some 1e-16: what lies closer than this is a tie, and a tie matches. */
    private static final double ROUNDING = 1e-12;

    @Override
    public Verdict judge(Summary ticket, Summary dense) {
        if (ticket.values().size() < 2 || dense.values().size() < 2) {
            return new Verdict.Undecided("one run is too few: give two seeds or more");
        }
        double margin = ticket.mean() - (dense.mean() - ALLOWED);
        return margin >= -ROUNDING ? new Verdict.Matching(Math.max(0, margin)) : new Verdict.NotMatching(-margin);
    }

    @Override
    public String inWords() {
        return "the mean is at most half a percentage point below the dense network's";
    }
}
