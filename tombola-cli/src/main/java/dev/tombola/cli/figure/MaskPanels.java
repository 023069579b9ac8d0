package dev.tombola.cli.figure;

import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.Similarity;
import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** The charts of one part of a network, all with the same axis of what remains. */
record MaskPanels(MaskComparison comparison, Lettering lettering) {
    static final BasicStroke CHANCE = Style.dashed(1.2f, 8, 3);
    static final BasicStroke CHANCE_BY_LAYER = Style.dashed(1.2f, 2, 2);

    Panel similarities(String part) {
        var curves = new MaskCurves(comparison, part);
        var styles = MaskCurves.groups(comparison).stream()
                .map(group -> MaskCurves.style(group, comparison))
                .toList();
        var plot = plot("similarity in %");
        plot.setDataset(0, curves.similarities(Similarity::relative));
        plot.setRenderer(0, marked(styles));
        plot.setDataset(1, curves.similarities(Similarity::chance));
        plot.setRenderer(1, lines(styles, CHANCE));
        plot.setDataset(2, curves.similarities(Similarity::chanceByLayer));
        plot.setRenderer(2, lines(styles, CHANCE_BY_LAYER));
        return Panel.of(part, part + ": similarity", plot, lettering);
    }

    Panel prunedFilters(String part) {
        var curves = new MaskCurves(comparison, part);
        var plot = plot("pruned filters");
        plot.getRangeAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.setDataset(curves.prunedFilters());
        plot.setRenderer(marked(comparison.masks().stream()
                .map(mask -> MaskCurves.style(List.of(mask), comparison))
                .toList()));
        return Panel.of(part, "%s: pruned filters of %d".formatted(part, curves.filters()), plot, lettering);
    }

    private XYPlot plot(String label) {
        var axis = Panel.axis(label, lettering);
        axis.setAutoRangeIncludesZero(true);
        var plot = new XYPlot();
        plot.setDomainAxis(new RemainingAxis(ticks(), least(), lettering.size(11)));
        plot.setRangeAxis(axis);
        return plot;
    }

    private List<Double> ticks() {
        return densities().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    /** Where only dense masks are compared, one level below. */
    private double least() {
        return densities()
                .filter(density -> density > 0 && density < 100)
                .min(Comparator.naturalOrder())
                .orElse(80.0);
    }

    private Stream<Double> densities() {
        return comparison.levels().stream()
                .flatMap(level -> comparison.masks().stream().map(mask -> MaskCurves.remaining(level, List.of(mask))));
    }

    private static XYLineAndShapeRenderer marked(List<Style> styles) {
        var renderer = new XYLineAndShapeRenderer(true, true);
        for (int i = 0; i < styles.size(); i++) {
            renderer.setSeriesPaint(i, styles.get(i).color());
            renderer.setSeriesStroke(i, styles.get(i).line());
            renderer.setSeriesShape(i, styles.get(i).mark());
        }
        return renderer;
    }

    private static XYLineAndShapeRenderer lines(List<Style> styles, BasicStroke stroke) {
        var renderer = new XYLineAndShapeRenderer(true, false);
        for (int i = 0; i < styles.size(); i++) {
            renderer.setSeriesPaint(i, styles.get(i).color());
            renderer.setSeriesStroke(i, stroke);
        }
        return renderer;
    }
}
