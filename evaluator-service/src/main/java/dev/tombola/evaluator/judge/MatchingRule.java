package dev.tombola.evaluator.judge;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.Summary;
import dev.tombola.ticket.search.Matching;

/** Decides from numbers alone whether a ticket is as good as the dense network. */
interface MatchingRule {
    Verdict judge(Summary ticket, Summary dense);

    static MatchingRule of(Matching matching) {
        return switch (matching.rule()) {
            case WITHIN_ONE_STD -> new WithinOneStd();
        };
    }
}
