package dev.tombola.cli.watch;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.ticket.event.SearchSubmitted;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the search that a user means. */
public final class MeantSearch {
    private MeantSearch() {}

    /**
     * By an id or its beginning; without one, the search that was submitted last.
     *
     * @throws CommandFailedException when there is none, or several could be meant
     */
    public static SearchSubmitted meant(@Nullable String text, Ledger ledger) {
        var known = List.copyOf(ledger.searches());
        if (known.isEmpty()) {
            throw new CommandFailedException("no search was submitted yet: tombola submit FILE");
        }
        if (text == null) {
            return known.getLast();
        }
        var meant = known.stream()
                .filter(search -> search.search().value().startsWith(text))
                .toList();
        return meant.stream()
                .filter(search -> search.search().value().equals(text))
                .findFirst()
                .or(() -> meant.size() == 1 ? meant.stream().findFirst() : java.util.Optional.empty())
                .orElseThrow(() -> new CommandFailedException(
                        meant.isEmpty()
                                ? "no search is called %s; there are %s".formatted(text, ids(known))
                                : "%s could be each of %s".formatted(text, ids(meant))));
    }

    private static String ids(List<SearchSubmitted> searches) {
        return searches.stream().map(search -> search.search().value()).collect(Collectors.joining(", "));
    }
}
