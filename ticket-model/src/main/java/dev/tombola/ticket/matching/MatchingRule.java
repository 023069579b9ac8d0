package dev.tombola.ticket.matching;

import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;

/** Decides from numbers alone whether a ticket is as good as the dense network. */
public interface MatchingRule {
    /** What the ticket's runs over the seeds say beside those of the dense network, on one task; all runs are there. */
    Verdict judge(Summary ticket, Summary dense);

    /** For those who read the tables: {@code matching: }, and then this. */
    String inWords();
}
