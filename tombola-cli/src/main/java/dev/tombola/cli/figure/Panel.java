package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/**
 * One chart of a figure.
 *
 * @param of what it shows: a task, a part of a network
 */
record Panel(String of, JFreeChart chart) {
    private static final Color GRID = new Color(0xE6E6E6);
    private static final Color FRAME = new Color(0x808080);

    /** Of the highest and lowest value, in percent: where all are the same, an axis needs a length still. */
    private static final double LEAST_HEIGHT = 1;

    /**
     * Draws one.
     *
     * @param least the smallest percentage of remaining weights in any panel: all have the same axis
     */
    static Panel of(TaskReport task, Looks looks, double least, Lettering lettering) {
        var curves = new Curves(task.chains());
        var dataset = curves.dataset();
        var renderer = new TicketRenderer(
                curves,
                task.chains().stream().map(chain -> looks.of(chain.chain())).toList());
        var plot = new XYPlot(
                dataset,
                new RemainingAxis(ticks(task), least, lettering.size(11)),
                axis(Objects.requireNonNullElse(task.metric(), "accuracy") + " in %", lettering),
                renderer);
        List<DenseLine> dense = DenseLine.of(task, looks.dense());
        dense.forEach(line -> draw(line, plot));
        plot.getRangeAxis().setRange(range(renderer.findRangeBounds(dataset), dense));
        return of(task.task(), "%s (%s)".formatted(task.task(), task.data()), plot, lettering);
    }

    /** With the frame and the grid that all have. */
    static Panel of(String name, String title, XYPlot plot, Lettering lettering) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(FRAME);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        var chart = new JFreeChart(title, lettering.boldSize(13), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.getTitle().setPaint(Color.BLACK);
        return new Panel(name, chart);
    }

    XYPlot plot() {
        return chart.getXYPlot();
    }

    static NumberAxis axis(String label, Lettering lettering) {
        var axis = new NumberAxis(label);
        axis.setLabelFont(lettering.size(11));
        axis.setTickLabelFont(lettering.size(11));
        axis.setTickLabelInsets(new RectangleInsets(7, 4, 7, 4)); // or ticks stand as close as their labels can
        axis.setNumberFormatOverride(new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    private static void draw(DenseLine dense, XYPlot plot) {
        if (dense.std() > 0) {
            plot.addRangeMarker(
                    new IntervalMarker(dense.mean() - dense.std(), dense.mean() + dense.std(), DenseLine.BAND),
                    Layer.BACKGROUND);
        }
        plot.addRangeMarker(new ValueMarker(dense.mean(), DenseLine.LINE, dense.stroke()), Layer.BACKGROUND);
    }

    /** Where masks of controls have other densities than the levels, these get no ticks, unless there is nothing else. */
    private static List<Double> ticks(TaskReport task) {
        boolean anyChain = task.chains().stream().anyMatch(chain -> !chain.control());
        return task.chains().stream()
                .filter(chain -> !anyChain || !chain.control())
                .map(ChainReport::levels)
                .flatMap(List::stream)
                .map(Curves::remaining)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Range range(Range curves, List<DenseLine> dense) {
        var all = DoubleStream.concat(
                        DoubleStream.of(curves.getLowerBound(), curves.getUpperBound()),
                        dense.stream()
                                .flatMapToDouble(
                                        line -> DoubleStream.of(line.mean() - line.std(), line.mean() + line.std())))
                .summaryStatistics();
        double height = Math.max(all.getMax() - all.getMin(), LEAST_HEIGHT);
        double middle = (all.getMax() + all.getMin()) / 2;
        return new Range(middle - 0.55 * height, middle + 0.55 * height);
    }
}
