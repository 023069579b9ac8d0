package dev.tombola.cli.watch;

import dev.tombola.cli.search.WantedRun;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome.Accepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a search has come.
 *
 * @param work everything it wants, done or not
 * @param left an estimate, absent while nothing was done by which one could tell
 */
public record Standing(
        SearchSubmitted submitted,
        List<WantedRun> work,
        int ended,
        Optional<Duration> left,
        Optional<SearchConcluded> concluded) {
    /** Of a search that the ledger knows. */
    public static Optional<Standing> of(SearchId search, Ledger ledger) {
        return ledger.search(search).map(submitted -> of(submitted, ledger));
    }

    public static Standing of(SearchSubmitted submitted, Ledger ledger) {
        return of(submitted, WantedRun.of(submitted.resolved(), ledger.facts(submitted.search())), ledger);
    }

    static Standing of(SearchSubmitted submitted, List<WantedRun> work, Ledger ledger) {
        var open = work.stream()
                .filter(run -> !run.isUnreachable() && result(run, ledger).isEmpty())
                .toList();
        var done = work.stream()
                .flatMap(run -> result(run, ledger).stream())
                .flatMap(result -> trained(result).stream())
                .toList();
        var concluded = ledger.concluded(submitted.search());
        var left = concluded.isPresent() || submitted.cancelled()
                ? Optional.<Duration>empty()
                : Pace.of(done).map(pace -> pace.timeFor(open, ledger));
        return new Standing(submitted, work, work.size() - open.size(), left, concluded);
    }

    /** In a word or two. */
    public String state() {
        if (concluded.isPresent()) {
            return concluded.get().cancelled() ? "cancelled" : "concluded";
        }
        return submitted.cancelled() ? "being cancelled" : ended == 0 ? "beginning" : "running";
    }

    private static Optional<ResultAccepted> result(WantedRun run, Ledger ledger) {
        return run.id().flatMap(ledger::result);
    }

    private static Optional<RunResult> trained(ResultAccepted result) {
        return result.outcome() instanceof Accepted accepted ? Optional.of(accepted.result()) : Optional.empty();
    }
}
