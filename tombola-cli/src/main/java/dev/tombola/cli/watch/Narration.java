package dev.tombola.cli.watch;

import dev.tombola.cli.report.Numbers;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.run.RunResult;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what happens in a search into words. */
final class Narration {
    private Narration() {}

    /** Of an event that is taken into account already; nothing where it is no news, or another search's. */
    static Optional<String> of(Object event, Standing standing) {
        var search = standing.submitted().search();
        return switch (event) {
            case TicketDrawn drawn when drawn.ticket().search().equals(search) -> Optional.of(drawn(drawn));
            case ResultAccepted result -> accepted(result, standing);
            case TicketEvaluated evaluated
            when evaluated.ticket().search().equals(search) -> Optional.of(evaluated(evaluated));
            case SearchConcluded concluded
            when concluded.search().equals(search) -> Optional.of(concluded.cancelled() ? "cancelled" : "concluded");
            default -> Optional.empty();
        };
    }

    private static String drawn(TicketDrawn drawn) {
        return "mask %s/%d drawn: %s %% pruned, %,d of %,d weights kept"
                .formatted(
                        drawn.ticket().chain(),
                        drawn.ticket().level(),
                        Numbers.percent(drawn.sparsity()),
                        drawn.mask().kept(),
                        drawn.mask().total());
    }

    private static Optional<String> accepted(ResultAccepted result, Standing standing) {
        return standing.work().stream()
                .filter(work -> work.id().filter(result.run()::equals).isPresent())
                .findFirst()
                .map(work -> "run %d of %d: %s: %s"
                        .formatted(standing.ended(), standing.work().size(), work.name(), outcome(result)));
    }

    private static String outcome(ResultAccepted result) {
        return switch (result.outcome()) {
            case ResultAccepted.Outcome.Accepted accepted -> trained(accepted.result(), accepted.measured());
            case ResultAccepted.Outcome.Failed(var reason, var attempts) ->
                "failed, %d attempts: %s".formatted(attempts, reason);
        };
    }

    private static String trained(RunResult result, ResultAccepted.@Nullable Measured measured) {
        var metric = measured == null ? result.test() : measured.metric();
        return "%s on the test split%s (%.1f s%s)"
                .formatted(
                        Numbers.named(metric),
                        beside(result),
                        result.provenance().seconds(),
                        measured == null || measured.agrees() ? "" : ", the two engines disagree");
    }

    private static String beside(RunResult result) {
        return result.beside().entrySet().stream()
                .map(measured -> ", %s %s %%".formatted(measured.getKey(), Numbers.percent(measured.getValue())))
                .collect(Collectors.joining());
    }

    private static String evaluated(TicketEvaluated evaluated) {
        return "ticket %s/%d on %s: %s (%s, dense %s)"
                .formatted(
                        evaluated.ticket().chain(),
                        evaluated.ticket().level(),
                        evaluated.task(),
                        verdict(evaluated.verdict()),
                        Numbers.spread(evaluated.accuracy()),
                        Numbers.spread(evaluated.dense()));
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Matching _ -> "matching";
            case Verdict.NotMatching _ -> "not matching";
            case Verdict.Undecided(var reason) -> "undecided: " + reason;
        };
    }
}
