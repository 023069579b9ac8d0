package dev.tombola.cli.figure;

import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.LegendItem;

/**
 * Masks of several chains in the manner of the paper's Figure 6: a row for each part of the network, how alike they are on
 * the left, how many filters each has pruned whole on the right.
 */
final class MaskFigure {
    private MaskFigure() {}

    static Figure of(MaskComparison comparison, Lettering lettering) {
        var panels = new MaskPanels(comparison, lettering);
        return new Figure(
                List.of(Figure.line("masks of " + String.join(", ", comparison.masks()), lettering.boldSize(16))),
                parts(comparison)
                        .flatMap(part -> Stream.of(panels.similarities(part), panels.prunedFilters(part)))
                        .toList(),
                Key.title(key(comparison), lettering));
    }

    /** The total first, whose curves are the ones to begin with. */
    private static Stream<String> parts(MaskComparison comparison) {
        var parts = comparison.levels().getFirst().remainders().stream()
                .map(MaskComparison.Left::part)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return Stream.concat(Stream.of(Part.TOTAL), parts.stream().filter(part -> !part.equals(Part.TOTAL)));
    }

    private static Stream<LegendItem> key(MaskComparison comparison) {
        return Stream.of(
                        MaskCurves.groups(comparison).stream()
                                .map(group -> item(MaskCurves.name(group), MaskCurves.style(group, comparison))),
                        comparison.masks().stream()
                                .map(mask -> item(mask, MaskCurves.style(List.of(mask), comparison))),
                        Stream.of(
                                Key.item(
                                        "chance", Key.NO_MARK, DenseLine.LINE, null, MaskPanels.CHANCE, DenseLine.LINE),
                                Key.item(
                                        "chance by layer",
                                        Key.NO_MARK,
                                        DenseLine.LINE,
                                        null,
                                        MaskPanels.CHANCE_BY_LAYER,
                                        DenseLine.LINE)))
                .flatMap(items -> items);
    }

    private static LegendItem item(String name, Style style) {
        return Key.item(name, style.mark(), style.color(), style.color(), style.line(), style.color());
    }
}
