package dev.tombola.ticket.event;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.search.Matching;
import org.jspecify.annotations.Nullable;

/**
 * Whether a ticket is matching on one task. Topic {@code ticket-evaluated}, key: search/chain/level/task.
 *
 * @param accuracy of the ticket over the seeds; absent when none of its runs gave a number
 * @param dense of the pre-trained dense network on the same task; absent likewise
 */
public record TicketEvaluated(
        TicketId ticket,
        String task,
        Sparsity sparsity,
        @Nullable Summary accuracy,
        @Nullable Summary dense,
        Matching matching,
        Verdict verdict) {
    /** {@code search/chain/level/task}. */
    public String key() {
        return ticket.path() + "/" + task;
    }
}
