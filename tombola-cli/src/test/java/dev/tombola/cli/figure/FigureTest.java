package dev.tombola.cli.figure;

import static dev.tombola.cli.figure.Figures.curves;
import static dev.tombola.cli.figure.Figures.everything;
import static dev.tombola.cli.figure.Figures.names;
import static dev.tombola.cli.figure.Figures.plot;
import static dev.tombola.cli.figure.Figures.renderer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.cli.report.Reports;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.Dense;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.util.DoubleComparator;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.junit.jupiter.api.Test;

/** The model of the chart, against a report whose numbers are in {@link Reports}. */
class FigureTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Comparator<Double> NEARLY = new DoubleComparator(1e-9);

    private static final int TRANSFERABLE = 0;
    private static final int RANDOM = 1;
    private static final int SCRATCH = 2;

    @Test
    void hasAPanelForEveryTask() {
        assertThat(everything(Reports.concluded()).panels())
                .extracting(panel -> panel.chart().getTitle().getText())
                .containsExactly("all-ten (fashion-mnist:1000)", "odd (fashion-mnist/1,3,5,7,9:1000)");
    }

    @Test
    void curvesAreTheReportsMeansOverWhatRemains() {
        var curves = curves(plot(Reports.concluded()));

        assertThat(names(curves)).containsExactly("transferable", "random", "scratch");
        assertThat(xs(curves, TRANSFERABLE))
                .usingElementComparator(NEARLY)
                .containsExactly(100.0, 64.0, 40.96, 16.777216);
        assertThat(ys(curves, TRANSFERABLE)).usingElementComparator(NEARLY).containsExactly(84.6, 84.3, 84.5, 82.5);
        assertThat(xs(curves, RANDOM)).usingElementComparator(NEARLY).containsExactly(100.0, 40.96, 16.777216);
        assertThat(ys(curves, RANDOM)).usingElementComparator(NEARLY).containsExactly(84.6, 79.7, 77.0);
        assertThat(ys(curves, SCRATCH)).usingElementComparator(NEARLY).containsExactly(77.3);
    }

    @Test
    void barsAreOneStandardDeviation() {
        var curves = curves(plot(Reports.concluded()));

        assertThat(curves.getStartYValue(TRANSFERABLE, 3)).isCloseTo(82.1, EXACTLY);
        assertThat(curves.getEndYValue(TRANSFERABLE, 3)).isCloseTo(82.9, EXACTLY);
    }

    @Test
    void oneSeedHasNoBar() {
        var alone =
                new LevelReport(1, new Sparsity(0.2), new Summary(0.8, null, List.of(0.8)), new Verdict.Matching(0));
        var curves = curves(plot(answer(chain("found", alone))));

        assertThat(curves.getStartYValue(0, 0)).isEqualTo(80);
        assertThat(curves.getEndYValue(0, 0)).isEqualTo(80);
    }

    /** The complement of a mask that keeps a fifth keeps four fifths, whatever the level is called. */
    @Test
    void aResultStandsAtTheDensityOfTheMaskThatWasInstalled() {
        var complement = chain(
                "reversed",
                new LevelReport(3, new Sparsity(0.512), Reports.summary(0.7, 0.01), new Verdict.NotMatching(0.1)),
                new LevelReport(7, new Sparsity(0.2), Reports.summary(0.75, 0.01), new Verdict.NotMatching(0.1)));
        var curves = curves(plot(answer(complement)));

        assertThat(xs(curves, 0)).usingElementComparator(NEARLY).containsExactly(80.0, 48.8);
        assertThat(ys(curves, 0)).usingElementComparator(NEARLY).containsExactly(75.0, 70.0);
    }

    @Test
    void theDenseNetworkIsALineInItsBand() {
        Collection<?> markers = plot(Reports.concluded()).getRangeMarkers(Layer.BACKGROUND);

        assertThat(markers)
                .hasSize(2)
                .anySatisfy(marker -> assertThat(marker).isInstanceOfSatisfying(IntervalMarker.class, band -> {
                    assertThat(band.getStartValue()).isCloseTo(84.4, EXACTLY);
                    assertThat(band.getEndValue()).isCloseTo(84.8, EXACTLY);
                }));
        assertThat(markers)
                .anySatisfy(marker -> assertThat(marker)
                        .isInstanceOfSatisfying(
                                ValueMarker.class,
                                line -> assertThat(line.getValue()).isCloseTo(84.6, EXACTLY)));
    }

    @Test
    void matchingResultsAreFilledOthersHollow() {
        var renderer = renderer(plot(Reports.concluded()));

        assertThat(renderer.getItemFillPaint(TRANSFERABLE, 1)).isEqualTo(Color.WHITE);
        assertThat(renderer.getItemFillPaint(TRANSFERABLE, 2)).isEqualTo(renderer.getSeriesPaint(TRANSFERABLE));
        assertThat(renderer.getItemFillPaint(SCRATCH, 0)).isEqualTo(Color.WHITE);
    }

    @Test
    void theDenseNetworkIsNoTicketButThatOfRandomWeightsIsAResult() {
        var renderer = renderer(plot(Reports.concluded()));

        assertThat(renderer.getItemVisible(TRANSFERABLE, 0)).isFalse();
        assertThat(renderer.getItemVisible(TRANSFERABLE, 1)).isTrue();
        assertThat(renderer.getItemVisible(SCRATCH, 0)).isTrue();
    }

    @Test
    void anUndecidedResultIsACross() {
        var renderer = renderer(plot(answer(chain(
                "found", Reports.level(1, Reports.summary(0.8, 0.01), new Verdict.Undecided("engines disagree"))))));

        assertThat(renderer.getItemShape(0, 0)).isEqualTo(Style.CROSS);
    }

    @Test
    void aMissingResultIsAGapAndCounted() {
        var figure = everything(Reports.concluded());
        var odd = figure.panels().getLast().plot();

        assertThat(ys(curves(odd), TRANSFERABLE)).containsExactly(84.6, Double.NaN);
        assertThat(renderer(odd).getItemVisible(TRANSFERABLE, 1)).isFalse();
        assertThat(((TextTitle) figure.heading().getLast()).getText())
                .isEqualTo("fashion-3f2a91c04b7d: mean ± standard deviation over the seeds; one result is missing");
    }

    @Test
    void saysThatASearchWasCancelled() {
        assertThat(((TextTitle) everything(Reports.nothingMatches()).heading().getFirst()).getText())
                .isEqualTo("fashion, cancelled before its end");
    }

    @Test
    void allPanelsHaveTheSameAxisOfWhatRemainsDenseOnTheLeft() {
        assertThat(everything(Reports.concluded()).panels()).allSatisfy(panel -> {
            var axis = panel.plot().getDomainAxis();
            assertThat(axis.isInverted()).isTrue();
            assertThat(axis.getRange().contains(100)).isTrue();
            assertThat(axis.getRange().contains(16.777216)).isTrue();
            assertThat(axis.getRange().contains(10)).isFalse();
        });
    }

    @Test
    void everyCurveBarAndBandIsWithinTheAxisOfAccuracy() {
        var range = plot(Reports.concluded()).getRangeAxis().getRange();

        assertThat(range.contains(84.9)).as("the highest bar").isTrue();
        assertThat(range.contains(76.5)).as("the lowest").isTrue();
    }

    @Test
    void controlsAreDashed() {
        var renderer = renderer(plot(Reports.concluded()));

        assertThat(((BasicStroke) renderer.getSeriesStroke(TRANSFERABLE)).getDashArray())
                .isNull();
        assertThat(((BasicStroke) renderer.getSeriesStroke(RANDOM)).getDashArray())
                .isNotNull();
    }

    @Test
    void tenSeriesLookDifferent() {
        var chains = IntStream.range(0, 10)
                .mapToObj(i -> chain("c" + i, Reports.level(1, Reports.summary(0.8, 0.01), new Verdict.Matching(0))))
                .toArray(ChainReport[]::new);
        var renderer = renderer(plot(answer(chains)));

        assertThat(IntStream.range(0, 10)
                        .mapToObj(i -> List.of(renderer.getSeriesPaint(i), renderer.getSeriesShape(i)))
                        .distinct())
                .hasSize(10);
    }

    private static List<Double> xs(YIntervalSeriesCollection curves, int series) {
        return IntStream.range(0, curves.getItemCount(series))
                .mapToObj(item -> curves.getXValue(series, item))
                .toList();
    }

    private static List<Double> ys(YIntervalSeriesCollection curves, int series) {
        return IntStream.range(0, curves.getItemCount(series))
                .mapToObj(item -> curves.getYValue(series, item))
                .toList();
    }

    private static ChainReport chain(String name, LevelReport... levels) {
        return Reports.chain(
                name, false, Criterion.MAGNITUDE, new RewindPoint.Pretrained(), List.of(levels), null, List.of());
    }

    private static SearchConcluded answer(ChainReport... chains) {
        var report = Reports.concluded();
        var dense = List.of(new Dense("supervised", Reports.summary(0.846, 0.002)));
        return new SearchConcluded(
                report.search(),
                "few",
                false,
                report.matching(),
                List.of(new TaskReport("all-ten", "fashion-mnist", null, null, dense, List.of(chains))),
                List.of(),
                List.of());
    }
}
