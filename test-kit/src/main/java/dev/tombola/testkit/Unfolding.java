package dev.tombola.testkit;

import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.history.History;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.search.ResolvedSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A search run to its end in a {@link World}.
 *
 * @param events everything that happened, in order
 */
public record Unfolding(ResolvedSearch search, Facts facts, List<Object> events) {
    public Unfolding {
        events = List.copyOf(events);
    }

    /** From nothing. */
    public static Unfolding of(ResolvedSearch search, World world) {
        return of(search, world, List.of());
    }

    /** From what has happened already. */
    public static Unfolding of(ResolvedSearch search, World world, List<?> already) {
        var history = new History();
        var events = new ArrayList<Object>(already);
        events.add(new SearchSubmitted(search.id(), search, false));
        events.forEach(history::hear);
        for (var next = next(search, world, history); !next.isEmpty(); next = next(search, world, history)) {
            events.addAll(next);
            next.forEach(history::hear);
        }
        return new Unfolding(search, history.facts(search.id()), events);
    }

    public Expansion expansion() {
        return Expansion.of(search, facts);
    }

    private static List<Object> next(ResolvedSearch search, World world, History history) {
        var facts = history.facts(search.id());
        var expansion = Expansion.of(search, facts);
        var results = expansion.runs().stream()
                .flatMap(planned -> ready(planned.run()))
                .filter(run -> !facts.runs().containsKey(run.id()))
                .distinct()
                .<Object>map(world::train);
        var masks = expansion.draws().stream()
                .filter(planned -> !facts.masks().containsKey(planned.place()))
                .flatMap(planned -> ready(planned.draw()))
                .map(draw -> world.tryToDraw(search.id(), draw));
        return Stream.concat(results, masks).toList();
    }

    private static <T> Stream<T> ready(Prospect<T> prospect) {
        return prospect instanceof Prospect.Ready<T>(var value) ? Stream.of(value) : Stream.of();
    }
}
