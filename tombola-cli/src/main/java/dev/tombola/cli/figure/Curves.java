package dev.tombola.cli.figure;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import java.util.Comparator;
import java.util.List;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * One task's results as the chart wants them: in percent, over the percentage of the weights that the installed mask
 * keeps, from the densest on. A result that is missing is a gap.
 */
record Curves(List<ChainReport> chains) {
    Curves {
        chains = chains.stream().map(Curves::densestFirst).toList();
    }

    /** A series for every chain, an item for every level. */
    YIntervalSeriesCollection dataset() {
        var dataset = new YIntervalSeriesCollection();
        for (var chain : chains) {
            var series = new YIntervalSeries(chain.chain(), false, true);
            chain.levels().forEach(level -> add(level, series));
            dataset.addSeries(series);
        }
        return dataset;
    }

    Verdict verdict(int series, int item) {
        return level(series, item).verdict();
    }

    boolean isMarked(int series, int item) {
        return isMarked(chains.get(series), level(series, item));
    }

    /** Level 0 of pre-trained weights is the dense network, which has a line of its own: curves only begin there. */
    static boolean isMarked(ChainReport chain, LevelReport level) {
        return level.accuracy() != null && (level.level() > 0 || !chain.rewind().isPretrained());
    }

    static double remaining(LevelReport level) {
        return 100 * (1 - level.sparsity().fraction());
    }

    private LevelReport level(int series, int item) {
        return chains.get(series).levels().get(item);
    }

    private static void add(LevelReport level, YIntervalSeries series) {
        var accuracy = level.accuracy();
        if (accuracy == null) {
            series.add(remaining(level), Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        double std = accuracy.std() == null ? 0 : accuracy.std();
        series.add(
                remaining(level), 100 * accuracy.mean(), 100 * (accuracy.mean() - std), 100 * (accuracy.mean() + std));
    }

    /** Levels of masks that keep what another chain prunes come the other way round. */
    private static ChainReport densestFirst(ChainReport chain) {
        return new ChainReport(
                chain.chain(),
                chain.control(),
                chain.pretraining(),
                chain.criterion(),
                chain.rewind(),
                chain.levels().stream()
                        .sorted(Comparator.comparing(LevelReport::sparsity))
                        .toList(),
                chain.sparsest(),
                chain.failingBelow());
    }
}
