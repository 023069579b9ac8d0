package dev.tombola.cli.figure;

import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.MaskComparison.Alike;
import dev.tombola.ticket.structure.MaskComparison.Left;
import dev.tombola.ticket.structure.MaskComparison.Level;
import dev.tombola.ticket.structure.Part;
import dev.tombola.ticket.structure.Remainder;
import dev.tombola.ticket.structure.Similarity;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What is known of a part of the network, as the chart wants it: over the percentage of all weights that masks keep. */
record MaskCurves(MaskComparison comparison, String part) {
    /** A series for every pair, and one for all masks, in percent. */
    XYSeriesCollection similarities(ToDoubleFunction<Similarity> value) {
        var dataset = new XYSeriesCollection();
        for (var group : groups(comparison)) {
            var series = new XYSeries(name(group), false, true);
            comparison
                    .levels()
                    .forEach(level -> level.similarities().stream()
                            .filter(alike ->
                                    alike.part().equals(part) && alike.masks().equals(group))
                            .forEach(alike -> add(
                                    remaining(level, group), 100 * value.applyAsDouble(alike.similarity()), series)));
            dataset.addSeries(series);
        }
        return dataset;
    }

    /** A series for every mask. */
    XYSeriesCollection prunedFilters() {
        var dataset = new XYSeriesCollection();
        for (var mask : comparison.masks()) {
            var series = new XYSeries(mask, false, true);
            comparison
                    .levels()
                    .forEach(level -> level.remainders().stream()
                            .filter(left ->
                                    left.part().equals(part) && left.mask().equals(mask))
                            .forEach(left -> add(
                                    remaining(level, List.of(mask)),
                                    left.remainder().prunedFilters(),
                                    series)));
            dataset.addSeries(series);
        }
        return dataset;
    }

    /** How many filters the part has. */
    int filters() {
        return comparison.levels().getFirst().remainders().stream()
                .filter(left -> left.part().equals(part))
                .map(Left::remainder)
                .mapToInt(Remainder::filters)
                .findFirst()
                .orElseThrow();
    }

    /** Of the whole network, in percent, for all parts alike; where masks of one level differ, their mean. */
    static double remaining(Level level, List<String> masks) {
        return level.remainders().stream()
                .filter(left -> left.part().equals(Part.TOTAL) && masks.contains(left.mask()))
                .mapToDouble(left -> 100 * (1 - left.remainder().sparsity()))
                .average()
                .orElseThrow();
    }

    /** On a logarithmic axis there is no place for masks that keep nothing. */
    private static void add(double remaining, double value, XYSeries series) {
        if (remaining > 0) {
            series.add(remaining, value);
        }
    }

    static List<List<String>> groups(MaskComparison comparison) {
        return comparison.levels().getFirst().similarities().stream()
                .map(Alike::masks)
                .distinct()
                .toList();
    }

    static String name(List<String> group) {
        return group.size() > 2 ? "all" : String.join(", ", group);
    }

    /** Pairs first, then all together, then each mask. */
    static Style style(List<String> group, MaskComparison comparison) {
        var groups = groups(comparison);
        return Style.at(
                group.size() > 1
                        ? groups.indexOf(group)
                        : groups.size() + comparison.masks().indexOf(group.getFirst()));
    }
}
