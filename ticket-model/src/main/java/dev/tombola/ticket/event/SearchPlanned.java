package dev.tombola.ticket.event;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.search.Role;
import dev.tombola.ticket.search.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every run that a search wants, as far as known. Topic {@code search-planned}, key: the search. */
public record SearchPlanned(SearchId search, List<Entry> runs) {
    public SearchPlanned {
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /**
     * One role that a run plays.
     *
     * @param run absent while it waits for a mask or weights
     * @param unreachable why it will never begin; absent otherwise
     */
    public record Entry(
            Role role, @Nullable RunId run, @Nullable String unreachable) {}
}
