package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Figures of a report, and what their charts hold. */
final class Figures {
    private static final Lettering LETTERING = Lettering.load();

    private Figures() {}

    static Figure everything(SearchConcluded answer) {
        return Figure.of(answer, Choice.EVERYTHING, LETTERING);
    }

    static Figure figure(SearchConcluded answer, List<String> tasks, List<String> series) {
        return Figure.of(answer, new Choice(tasks, series), LETTERING);
    }

    static XYPlot plot(SearchConcluded answer) {
        return everything(answer).panels().getFirst().plot();
    }

    static YIntervalSeriesCollection curves(XYPlot plot) {
        return (YIntervalSeriesCollection) plot.getDataset();
    }

    static XYErrorRenderer renderer(XYPlot plot) {
        return (XYErrorRenderer) plot.getRenderer();
    }

    static Stream<String> names(YIntervalSeriesCollection curves) {
        return IntStream.range(0, curves.getSeriesCount())
                .mapToObj(series -> curves.getSeriesKey(series).toString());
    }
}
