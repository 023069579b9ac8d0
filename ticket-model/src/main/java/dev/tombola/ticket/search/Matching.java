package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.matching.MatchingRule;
import dev.tombola.ticket.matching.WithinOneStd;

/** By which rule a ticket counts as matching. */
public record Matching(Rule rule) {
    public Matching {
        Require.present("rule", rule);
    }

    /** The rules there are, by the names that users write. */
    @SuppressWarnings("ImmutableEnumChecker") // rules keep nothing
    public enum Rule implements MatchingRule {
        /** The paper's (1.2). */
        @JsonProperty("within-one-std")
        WITHIN_ONE_STD(new WithinOneStd());

        private final MatchingRule rule;

        Rule(MatchingRule rule) {
            this.rule = rule;
        }

        @Override
        public Verdict judge(Summary ticket, Summary dense) {
            return rule.judge(ticket, dense);
        }

        @Override
        public String inWords() {
            return rule.inWords();
        }
    }
}
