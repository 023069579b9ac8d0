package dev.tombola.cli.mask;

import dev.tombola.cli.report.Tables;
import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.MaskComparison.Alike;
import dev.tombola.ticket.structure.MaskComparison.Left;
import dev.tombola.ticket.structure.MaskComparison.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A comparison as two tables: how alike the masks are, and what each of them leaves. */
record ComparisonText(MaskComparison comparison, boolean inParts) {
    String text() {
        return alike() + "\n\n" + left();
    }

    private String alike() {
        var rows = comparison.levels().stream()
                .flatMap(level -> level.similarities().stream().map(alike -> row(level, alike)))
                .toList();
        return Tables.of(header("masks", "similarity", "chance", "chance by layer", "shared", "of"), words(), rows);
    }

    private String left() {
        var rows = comparison.levels().stream()
                .flatMap(level -> level.remainders().stream().map(left -> row(level, left)))
                .toList();
        return Tables.of(header("mask", "kept", "of", "sparsity", "pruned filters", "of"), words(), rows);
    }

    private List<String> row(Level level, Alike alike) {
        var similarity = alike.similarity();
        return cells(
                level,
                alike.masks().size() > 2 ? "all" : String.join(", ", alike.masks()),
                alike.part(),
                percent(similarity.relative()),
                percent(similarity.chance()),
                percent(similarity.chanceByLayer()),
                String.valueOf(similarity.shared()),
                String.valueOf(similarity.united()));
    }

    private List<String> row(Level level, Left left) {
        var remainder = left.remainder();
        return cells(
                level,
                left.mask(),
                left.part(),
                String.valueOf(remainder.kept()),
                String.valueOf(remainder.weights()),
                percent(remainder.sparsity()),
                String.valueOf(remainder.prunedFilters()),
                String.valueOf(remainder.filters()));
    }

    private List<String> header(String masks, String... numbers) {
        return row("level", masks, "part", numbers);
    }

    private List<String> cells(Level level, String masks, String part, String... numbers) {
        return row(String.valueOf(level.level()), masks, part, numbers);
    }

    private List<String> row(String level, String masks, String part, String... numbers) {
        var row = new ArrayList<String>();
        if (hasLevels()) {
            row.add(level);
        }
        row.add(masks);
        if (inParts) {
            row.add(part);
        }
        Stream.of(numbers).forEach(row::add);
        return row;
    }

    private int words() {
        return 1 + (hasLevels() ? 1 : 0) + (inParts ? 1 : 0);
    }

    private boolean hasLevels() {
        return comparison.levels().getFirst().level() != null;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }
}
