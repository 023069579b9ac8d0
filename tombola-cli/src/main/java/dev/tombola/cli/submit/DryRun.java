package dev.tombola.cli.submit;

import dev.tombola.cli.report.Tables;
import dev.tombola.cli.search.Cost;
import dev.tombola.cli.search.WantedRun;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The runs that a search would ask for if nothing of it had been done before. */
public record DryRun(String name, List<Row> rows, Row total) {
    private static final Digest SOME = Digest.of(new byte[0]);

    /**
     * Runs of one kind.
     *
     * @param images shown in training, repetitions counted, and two views as two
     */
    public record Row(String what, int runs, long steps, long images) {
        private Row plus(Row other) {
            return new Row(what, runs + other.runs, steps + other.steps, images + other.images);
        }

        private List<String> cells() {
            return List.of(what, String.valueOf(runs), number(steps), number(images));
        }
    }

    /** Without a store to ask what data sets it has: the names of the runs would be others, their number is not. */
    public static DryRun of(Search search) {
        var datasets = new HashMap<String, Digest>();
        Cost.dataSets(search).forEach(name -> datasets.put(name, SOME));
        var weights = new HashMap<String, ObjectRef>();
        search.pretrainings().forEach((name, pretraining) -> {
            if (pretraining.weights() != null) {
                weights.put(name, new ObjectRef(SOME, 0));
            }
        });
        return of(new ResolvedSearch(search, datasets, weights, null));
    }

    public static DryRun of(ResolvedSearch search) {
        var rows = new LinkedHashMap<String, Row>();
        var total = new Row("total", 0, 0, 0);
        for (var work : WantedRun.of(search, Facts.NONE)) {
            var row = new Row(
                    kind(work.roles().getFirst()),
                    1,
                    work.cost().steps(),
                    work.cost().images());
            rows.merge(row.what(), row, Row::plus);
            total = total.plus(row);
        }
        return new DryRun(search.search().name(), List.copyOf(rows.values()), total);
    }

    /** For people. */
    public String text() {
        var cells = new ArrayList<>(rows.stream().map(Row::cells).toList());
        cells.add(total.cells());
        return Tables.of(List.of("what " + name + " would train", "runs", "steps", "images"), 1, cells);
    }

    private static String kind(Role role) {
        return switch (role) {
            case Role.Pretrain(var pretraining) -> "pre-training " + pretraining;
            case Role.Round round -> "rounds of " + round.chain();
            case Role.Transfer transfer ->
                transfer.level() == 0
                        ? "dense networks on " + transfer.task()
                        : "tickets of %s on %s".formatted(transfer.chain(), transfer.task());
        };
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
