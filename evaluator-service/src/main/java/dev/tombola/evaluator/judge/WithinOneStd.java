package dev.tombola.evaluator.judge;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.Summary;

/** The paper's rule (1.2): the ticket's mean reaches the dense mean less one sample standard deviation of the dense runs. */
final class WithinOneStd implements MatchingRule {
    @Override
    public Verdict judge(Summary ticket, Summary dense) {
        double threshold = dense.mean() - dense.std();
        return ticket.mean() >= threshold
                ? new Verdict.Matching(ticket.mean() - threshold)
                : new Verdict.NotMatching(threshold - ticket.mean());
    }
}
