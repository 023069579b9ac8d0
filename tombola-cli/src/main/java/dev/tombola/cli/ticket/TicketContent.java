package dev.tombola.cli.ticket;

import dev.tombola.cli.search.WantedRun;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code ticket.json}: what a ticket is, what was said about it, and where its fine-tuned weights come from.
 *
 * @param best by task: the run, among all seeds, with the best number
 */
record TicketContent(TicketDrawn ticket, List<TicketEvaluated> verdicts, Map<String, Best> best) {
    /** The best of a task's runs. */
    record Best(long seed, Metric metric, RunResult result) {
        private double goodness() {
            return switch (metric.direction()) {
                case HIGHER_IS_BETTER -> metric.value();
                case LOWER_IS_BETTER -> -metric.value();
            };
        }
    }

    static TicketContent of(TicketDrawn drawn, Ledger ledger) {
        var best = new TreeMap<String, Best>();
        ledger.search(drawn.ticket().search())
                .map(submitted -> WantedRun.of(submitted.resolved(), ledger.facts(submitted.search())))
                .orElse(List.of())
                .forEach(work -> work.roles().stream()
                        .flatMap(role -> transfer(role, drawn).stream())
                        .forEach(transfer -> result(work, transfer, ledger)
                                .ifPresent(
                                        candidate -> best.merge(transfer.task(), candidate, TicketContent::better))));
        return new TicketContent(drawn, ledger.verdicts(drawn.ticket()), best);
    }

    private static Optional<Role.Transfer> transfer(Role role, TicketDrawn drawn) {
        return role instanceof Role.Transfer transfer
                        && transfer.chain().equals(drawn.ticket().chain())
                        && transfer.level() == drawn.ticket().level()
                ? Optional.of(transfer)
                : Optional.empty();
    }

    private static Optional<Best> result(WantedRun work, Role.Transfer transfer, Ledger ledger) {
        return work.id().flatMap(ledger::result).flatMap(result -> switch (result.outcome()) {
            case ResultAccepted.Outcome.Accepted accepted -> {
                var measured = accepted.measured();
                var metric = measured == null ? accepted.result().test() : measured.metric();
                yield Optional.of(new Best(transfer.seed(), metric, accepted.result()));
            }
            case ResultAccepted.Outcome.Failed _ -> Optional.empty();
        });
    }

    private static Best better(Best one, Best other) {
        return Comparator.comparingDouble(Best::goodness).compare(one, other) >= 0 ? one : other;
    }
}
