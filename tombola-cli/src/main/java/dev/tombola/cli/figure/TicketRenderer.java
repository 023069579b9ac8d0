package dev.tombola.cli.figure;

import dev.tombola.ticket.Verdict;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.util.List;
import org.jfree.chart.renderer.xy.XYErrorRenderer;

/** Draws curves with bars of one standard deviation; filled marks match, hollow ones do not, crosses are undecided. */
final class TicketRenderer extends XYErrorRenderer {
    private final transient Curves curves;

    TicketRenderer(Curves curves, List<Style> styles) {
        this.curves = curves;
        setDrawXError(false);
        setErrorStroke(new BasicStroke(1));
        setCapLength(5);
        setDefaultLinesVisible(true);
        setDefaultShapesVisible(true);
        setUseFillPaint(true);
        setDrawOutlines(true);
        setDefaultOutlineStroke(new BasicStroke(1.5f));
        for (int i = 0; i < styles.size(); i++) {
            setSeriesPaint(i, styles.get(i).color());
            setSeriesStroke(i, styles.get(i).line());
            setSeriesShape(i, styles.get(i).mark());
        }
    }

    @Override
    public boolean getItemVisible(int series, int item) {
        return curves.isMarked(series, item);
    }

    @Override
    public Shape getItemShape(int series, int item) {
        return curves.verdict(series, item) instanceof Verdict.Undecided
                ? Style.CROSS
                : super.getItemShape(series, item);
    }

    @Override
    public Paint getItemFillPaint(int series, int item) {
        return curves.verdict(series, item) instanceof Verdict.NotMatching ? Color.WHITE : getItemPaint(series, item);
    }
}
