package dev.tombola.ticket.event;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every run that a search wants, as far as known. Topic {@code search-planned}, key: the search.
 *
 * @param undrawable masks that were to be drawn and cannot be
 */
public record SearchPlanned(SearchId search, List<Entry> runs, List<Undrawable> undrawable) {
    public SearchPlanned {
        runs = runs == null ? List.of() : List.copyOf(runs);
        undrawable = undrawable == null ? List.of() : List.copyOf(undrawable);
    }

    /**
     * One role that a run plays.
     *
     * @param run absent while it waits for a mask or weights
     * @param unreachable why it will never begin; absent otherwise
     */
    public record Entry(
            Role role, @Nullable RunId run, @Nullable String unreachable) {}

    /** A mask that can never be drawn, and why: its weights have no magnitudes, an object is lost, nothing would be left. */
    public record Undrawable(String chain, int level, String reason) {}
}
