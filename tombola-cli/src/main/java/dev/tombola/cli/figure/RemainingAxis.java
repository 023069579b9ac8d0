package dev.tombola.cli.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * The percentage of the weights that remain, dense on the left: as in the paper, whose ticks are the levels and so stand at
 * equal distances. That is a logarithmic axis, on which masks of any density have a place, not only those of a level.
 */
final class RemainingAxis extends LogAxis {
    private static final double GAP = 8;

    /** Those of the chains: 100, 80, 64, 51.2, … */
    private final List<Double> levels;

    private final DecimalFormat format = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));

    /**
     * An axis.
     *
     * @param levels where ticks may stand, the densest first
     * @param least of what is drawn, the smallest percentage
     */
    RemainingAxis(List<Double> levels, double least, Font font) {
        super("remaining weights in %");
        this.levels = List.copyOf(levels);
        setInverted(true);
        double margin = Math.pow(100 / least, 0.03);
        setRange(least / margin, 100 * margin);
        setLabelFont(font);
        setTickLabelFont(font);
    }

    /** As many levels as have room, from the dense network on. */
    @Override
    public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        var metrics = g2.getFontMetrics(getTickLabelFont());
        var ticks = new ArrayList<NumberTick>();
        double free = Double.NEGATIVE_INFINITY;
        for (double level : levels) {
            String label = format.format(level);
            double middle = valueToJava2D(level, area, edge);
            double half = metrics.stringWidth(label) / 2.0;
            if (middle - half >= free) {
                ticks.add(new NumberTick(level, label, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
                free = middle + half + GAP;
            }
        }
        return ticks;
    }
}
