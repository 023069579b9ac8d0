package dev.tombola.cli.ticket;

import dev.tombola.cli.report.Numbers;
import dev.tombola.cli.report.Tables;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.search.TestMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one search has drawn.
 *
 * @param metrics by task, what its tickets are judged by where that is not top-1
 */
record TicketList(SearchId search, List<String> tasks, Map<String, String> metrics, List<Line> tickets) {
    /**
     * One ticket.
     *
     * @param ticket what {@code tickets get} takes
     * @param pruned fraction of the prunable weights
     * @param verdicts by task, as far as they are there
     */
    record Line(String ticket, Criterion criterion, double pruned, int kept, int of, Map<String, Judged> verdicts) {}

    /** On one task. */
    record Judged(@Nullable Summary accuracy, Verdict verdict) {
        private String cell() {
            return Numbers.spread(accuracy) + " "
                    + switch (verdict) {
                        case Verdict.Matching _ -> "matching";
                        case Verdict.NotMatching _ -> "not matching";
                        case Verdict.Undecided _ -> "undecided";
                    };
        }
    }

    static TicketList of(SearchSubmitted submitted, Ledger ledger) {
        var search = submitted.resolved().search();
        return new TicketList(
                submitted.search(),
                List.copyOf(search.tasks().keySet()),
                metrics(search),
                ledger.tickets(submitted.search()).stream()
                        .map(drawn -> line(drawn, ledger))
                        .toList());
    }

    /** For people. */
    String text() {
        var header = new ArrayList<>(List.of("ticket", "pruned %", "weights kept"));
        tasks.forEach(task -> header.add(Optional.ofNullable(metrics.get(task))
                .map(metric -> "%s (%s)".formatted(task, metric))
                .orElse(task)));
        return tickets.isEmpty()
                ? search + ": no ticket was drawn yet"
                : Tables.of(header, 1, tickets.stream().map(this::cells).toList());
    }

    private List<String> cells(Line line) {
        var cells = new ArrayList<>(
                List.of(line.ticket(), Numbers.percent(line.pruned()), "%d of %d".formatted(line.kept(), line.of())));
        tasks.forEach(task -> cells.add(
                Optional.ofNullable(line.verdicts().get(task)).map(Judged::cell).orElse("")));
        return cells;
    }

    private static Map<String, String> metrics(Search search) {
        var metrics = new TreeMap<String, String>();
        search.tasks().keySet().forEach(task -> {
            var judge = search.transferredBy(task).recipe().judgedBy();
            if (judge != TestMetric.TOP_1) {
                metrics.put(task, judge.written());
            }
        });
        return metrics;
    }

    private static Line line(TicketDrawn drawn, Ledger ledger) {
        return new Line(
                drawn.ticket().path(),
                drawn.criterion(),
                drawn.sparsity().fraction(),
                drawn.mask().kept(),
                drawn.mask().total(),
                ledger.verdicts(drawn.ticket()).stream()
                        .collect(Collectors.toMap(
                                TicketEvaluated::task, said -> new Judged(said.accuracy(), said.verdict()))));
    }
}
