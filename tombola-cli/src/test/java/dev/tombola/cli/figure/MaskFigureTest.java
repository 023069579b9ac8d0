package dev.tombola.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.structure.MaskComparison;
import dev.tombola.ticket.structure.Part;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model of the chart, of masks that one can count. */
class MaskFigureTest {
    private static final MaskLayout LAYOUT = new MaskLayout(List.of(
            new MaskLayout.Tensor("layer1.weight", List.of(2, 2)),
            new MaskLayout.Tensor("layer2.weight", List.of(4, 1))));

    private static final int RELATIVE = 0;
    private static final int CHANCE = 1;
    private static final int CHANCE_BY_LAYER = 2;

    @Test
    void everyPartIsARowOfSimilaritiesAndPrunedFiltersTheTotalFirst() {
        assertThat(figure(level(1, keeping(0, 4), keeping(1, 4))).panels())
                .extracting(panel -> panel.chart().getTitle().getText())
                .containsExactly(
                        "total: similarity",
                        "total: pruned filters of 6",
                        "layer1: similarity",
                        "layer1: pruned filters of 2",
                        "layer2: similarity",
                        "layer2: pruned filters of 4");
    }

    @Test
    void similaritiesStandOverWhatRemainsWithChanceBehindThem() {
        var plot = plot(0, level(1, keeping(0, 1, 4, 5), keeping(0, 2, 4, 6)), level(2, keeping(0, 1), keeping(0, 4)));

        assertThat(xs(plot.getDataset(RELATIVE))).containsExactly(50.0, 25.0);
        assertThat(ys(plot.getDataset(RELATIVE))).satisfiesExactly(y -> near(y, 100.0 / 3), y -> near(y, 100.0 / 3));
        assertThat(ys(plot.getDataset(CHANCE))).satisfiesExactly(y -> near(y, 100.0 / 3), y -> near(y, 100.0 / 7));
        // of level 2, one keeps (1/2, 0) of the layers, the other (1/4, 1/4): 1/2 of 4 (1 - 3/8) + 4 (1 - 3/4)
        assertThat(ys(plot.getDataset(CHANCE_BY_LAYER)))
                .satisfiesExactly(y -> near(y, 100.0 / 3), y -> near(y, 100 * 0.5 / 3.5));
    }

    @Test
    void onlyChanceIsDashed() {
        var plot = plot(0, level(1, keeping(0), keeping(1)));

        assertThat(Stream.of(RELATIVE, CHANCE, CHANCE_BY_LAYER)
                        .map(kind -> ((BasicStroke) plot.getRenderer(kind).getSeriesStroke(0)).getDashArray() != null))
                .containsExactly(false, true, true);
    }

    @Test
    void prunedFiltersAreOfEachMask() {
        var plot = plot(1, level(1, keeping(0, 1, 4, 5), keeping(0, 2, 4, 6)));

        assertThat(plot.getDataset().getSeriesCount()).isEqualTo(2);
        assertThat(plot.getDataset().getYValue(0, 0)).isEqualTo(3);
        assertThat(plot.getDataset().getYValue(1, 0)).isEqualTo(2);
    }

    @Test
    void threeMasksAreThreePairsAndAllAndEverySeriesLooksDifferent() {
        var comparison = comparison(level(1, keeping(0, 4), keeping(1, 4), keeping(2, 4)));

        var plot = figure(comparison).panels().getFirst().plot();

        assertThat(IntStream.range(0, 4).mapToObj(series -> plot.getDataset().getSeriesKey(series)))
                .map(String::valueOf)
                .containsExactly("a, b", "a, c", "b, c", "all");
        assertThat(Stream.concat(
                                MaskCurves.groups(comparison).stream(),
                                comparison.masks().stream().map(List::of))
                        .map(series -> MaskCurves.style(series, comparison))
                        .distinct())
                .hasSize(7);
    }

    @Test
    void aMaskThatKeepsNothingHasNoPlace() {
        var plot = plot(1, level(1, keeping(0), keeping()));

        assertThat(plot.getDataset().getItemCount(0)).isEqualTo(1);
        assertThat(plot.getDataset().getItemCount(1)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theSameMasksAreAlwaysTheSameFile(Form form) {
        var comparison = comparison(level(1, keeping(0, 1), keeping(0, 4)));

        assertThat(form.draw(figure(comparison))).isEqualTo(form.draw(figure(comparison)));
    }

    private static void near(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-9));
    }

    private static List<Double> xs(XYDataset dataset) {
        return IntStream.range(0, dataset.getItemCount(0))
                .mapToObj(item -> dataset.getXValue(0, item))
                .toList();
    }

    private static List<Double> ys(XYDataset dataset) {
        return IntStream.range(0, dataset.getItemCount(0))
                .mapToObj(item -> dataset.getYValue(0, item))
                .toList();
    }

    private static XYPlot plot(int panel, MaskComparison.Level... levels) {
        return figure(levels).panels().get(panel).plot();
    }

    private static Figure figure(MaskComparison.Level... levels) {
        return figure(comparison(levels));
    }

    private static Figure figure(MaskComparison comparison) {
        return MaskFigure.of(comparison, Lettering.load());
    }

    private static MaskComparison comparison(MaskComparison.Level... levels) {
        var names = levels[0].remainders().stream()
                .map(MaskComparison.Left::mask)
                .distinct()
                .toList();
        return new MaskComparison(names, List.of(levels));
    }

    private static MaskComparison.Level level(int level, Mask... masks) {
        var byName = new LinkedHashMap<String, Mask>();
        for (int i = 0; i < masks.length; i++) {
            byName.put(String.valueOf((char) ('a' + i)), masks[i]);
        }
        var parts = new ArrayList<>(Part.stages(LAYOUT));
        parts.add(Part.total(LAYOUT));
        return MaskComparison.Level.of(level, byName, parts);
    }

    private static Mask keeping(int... weights) {
        var kept = new BitSet();
        for (int weight : weights) {
            kept.set(weight);
        }
        return Mask.keeping(LAYOUT, kept);
    }
}
