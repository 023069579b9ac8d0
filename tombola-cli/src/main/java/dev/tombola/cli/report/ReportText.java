package dev.tombola.cli.report;

import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import dev.tombola.ticket.event.SearchConcluded.Universal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A search's answer for people: a table for every task, its sparsest matching tickets, and what the numbers say. */
public final class ReportText {
    private ReportText() {}

    public static String of(SearchConcluded concluded) {
        var lines = new ArrayList<String>();
        lines.add(concluded.name() + (concluded.cancelled() ? ", cancelled before its end" : "") + " ("
                + concluded.search() + ")");
        for (var task : concluded.tasks()) {
            lines.add("");
            lines.add("%s (%s): %s in %%, mean ± standard deviation over the seeds"
                    .formatted(task.task(), task.data(), Objects.requireNonNullElse(task.metric(), "accuracy")));
            lines.add(VerdictTable.of(task));
            lines.add("");
            if (task.recipe() != null) {
                lines.add("trained as " + task.recipe());
            }
            lines.addAll(sparsest(task, concluded.cancelled()));
            lines.addAll(Story.of(task));
        }
        lines.add("");
        var controls = controls(concluded);
        concluded.universal().stream()
                .filter(universal -> !controls.contains(universal.chain()))
                .filter(_ -> concluded.tasks().size() > 1 && !concluded.cancelled())
                .forEach(universal -> lines.add(universal(universal, concluded.tasks())));
        concluded.missing().forEach(missing -> lines.add("missing: " + missing));
        lines.add("");
        lines.addAll(Legend.of(concluded));
        return String.join("\n", lines);
    }

    private static Set<String> controls(SearchConcluded concluded) {
        return concluded.tasks().stream()
                .flatMap(task -> task.chains().stream())
                .filter(ChainReport::control)
                .map(ChainReport::chain)
                .collect(Collectors.toSet());
    }

    private static List<String> sparsest(TaskReport task, boolean cancelled) {
        return task.chains().stream()
                .filter(chain -> !chain.control())
                .map(chain -> "sparsest matching ticket of " + chain.chain() + ": " + sparsest(chain, cancelled))
                .toList();
    }

    private static String sparsest(ChainReport chain, boolean cancelled) {
        var sparsest = chain.sparsest();
        if (sparsest == null || sparsest == 0) {
            return (cancelled ? "none matched before it was cancelled" : "none matches")
                    + (sparsest == null ? "" : ", but the dense network itself");
        }
        var sparsity = chain.levels().stream()
                .filter(level -> level.level() == sparsest)
                .findFirst()
                .map(level -> " (" + Numbers.percent(level.sparsity()) + " % of the weights pruned)")
                .orElse("");
        var failing = chain.failingBelow();
        return "level " + sparsest + sparsity
                + (failing.isEmpty()
                        ? ""
                        : "; but not level "
                                + String.join(
                                        ", ",
                                        failing.stream().map(String::valueOf).toList()) + " below it");
    }

    private static String universal(Universal universal, List<TaskReport> tasks) {
        var level = universal.level();
        return level == null || level == 0
                ? "universal: no ticket of %s matches on every task".formatted(universal.chain())
                : "universal: %s at level %d matches on every task (%s)"
                        .formatted(
                                universal.chain(),
                                level,
                                String.join(
                                        ", ",
                                        tasks.stream().map(TaskReport::task).toList()));
    }
}
