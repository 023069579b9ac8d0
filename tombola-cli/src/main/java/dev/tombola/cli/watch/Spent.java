package dev.tombola.cli.watch;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted.Outcome.Accepted;
import dev.tombola.ticket.plan.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** Where the trainers' time went. */
public final class Spent {
    private Spent() {}

    /** In a line; counts the runs that began after a moment, since others may have been done long before. */
    public static String since(Instant begin, SearchId search, Ledger ledger) {
        var seconds = new LinkedHashMap<String, Double>();
        var standing = Standing.of(search, ledger);
        standing.ifPresent(known -> known.work()
                .forEach(work -> work.id()
                        .flatMap(ledger::result)
                        .filter(result -> result.outcome() instanceof Accepted)
                        .map(result -> ((Accepted) result.outcome()).result().provenance())
                        .filter(provenance -> provenance.startedAt().isAfter(begin))
                        .ifPresent(provenance ->
                                seconds.merge(kind(work.roles().getFirst()), provenance.seconds(), Double::sum))));
        return seconds.isEmpty()
                ? "nothing was trained: every run had been done before"
                : "training, all trainers together: "
                        + seconds.entrySet().stream()
                                .map(kind -> "%s %.0f s".formatted(kind.getKey(), kind.getValue()))
                                .collect(Collectors.joining(", "));
    }

    private static String kind(Role role) {
        return switch (role) {
            case Role.Pretrain _ -> "pre-training";
            case Role.Round _ -> "rounds of chains";
            case Role.Transfer _ -> "transfers";
        };
    }
}
