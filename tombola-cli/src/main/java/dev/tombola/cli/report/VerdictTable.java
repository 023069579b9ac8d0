package dev.tombola.cli.report;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One task: a row for every level, a column for every chain and control. */
final class VerdictTable {
    static final String MATCHING = "✓";
    static final String NOT_MATCHING = "✗";
    static final String UNDECIDED = "?";
    static final String CONTROL = "*";
    static final String DENSE = "=";

    private VerdictTable() {}

    /** Levels of chains that prune at different rates have rows of their own. */
    private record Row(int level, String sparsity) {}

    static String of(TaskReport task) {
        var header = new ArrayList<>(List.of("level", "pruned %"));
        task.chains().forEach(chain -> header.add(chain.chain() + (chain.control() ? CONTROL : "") + "  "));
        return Tables.of(
                header, 0, rows(task).map(row -> cells(row, task.chains())).toList());
    }

    private static Stream<Row> rows(TaskReport task) {
        return task.chains().stream()
                .flatMap(chain -> chain.levels().stream())
                .sorted((a, b) -> a.level() != b.level()
                        ? Integer.compare(a.level(), b.level())
                        : a.sparsity().compareTo(b.sparsity()))
                .map(VerdictTable::row)
                .distinct();
    }

    private static Row row(LevelReport level) {
        return new Row(level.level(), Numbers.percent(level.sparsity()));
    }

    private static List<String> cells(Row row, List<ChainReport> chains) {
        var cells = new ArrayList<>(List.of(String.valueOf(row.level()), row.sparsity()));
        for (var chain : chains) {
            cells.add(chain.levels().stream()
                    .filter(level -> row(level).equals(row))
                    .findFirst()
                    .map(level -> Numbers.spread(level.accuracy()) + " " + mark(chain, level))
                    .orElse(""));
        }
        return cells;
    }

    private static String mark(ChainReport chain, LevelReport level) {
        if (level.level() == 0 && chain.rewind().isPretrained() && level.accuracy() != null) {
            return DENSE;
        }
        return switch (level.verdict()) {
            case Verdict.Matching _ -> MATCHING;
            case Verdict.NotMatching _ -> NOT_MATCHING;
            case Verdict.Undecided _ -> UNDECIDED;
        };
    }
}
