package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jfree.chart.util.ShapeUtils;

/** How one series looks, in every panel. */
record Style(Color color, Shape mark, BasicStroke line) {
    static final Shape CIRCLE = new Ellipse2D.Double(-3.5, -3.5, 7, 7);

    /** Of a result about which nothing can be said. */
    static final Shape CROSS = ShapeUtils.createDiagonalCross(3, 0.8f);

    /** Okabe and Ito's, which the colour-blind tell apart; without their yellow, which nobody sees on white. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            Color.BLACK);

    /** As many as have no divisor in common with the colours: 35 series look different. */
    private static final List<Shape> MARKS = List.of(
            CIRCLE,
            new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
            ShapeUtils.createUpTriangle(4),
            ShapeUtils.createDiamond(4.5f),
            ShapeUtils.createDownTriangle(4));

    private static final BasicStroke CHAIN = new BasicStroke(2);
    private static final BasicStroke CONTROL = dashed(1.5f, 5, 3);

    /** Of all series of an answer, the chains first: what is chosen of them looks as in the whole picture. */
    static Map<String, Style> of(SearchConcluded answer) {
        var styles = new LinkedHashMap<String, Style>();
        Stream.of(false, true)
                .forEach(control -> answer.tasks().stream()
                        .flatMap(task -> task.chains().stream())
                        .filter(chain -> chain.control() == control)
                        .forEach(chain -> styles.computeIfAbsent(chain.chain(), _ -> of(chain, styles.size()))));
        return styles;
    }

    /** Of one series among others, with a whole line. */
    static Style at(int position) {
        return at(position, CHAIN);
    }

    /** A line that is not whole. */
    static BasicStroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    private static Style at(int position, BasicStroke line) {
        return new Style(COLORS.get(position % COLORS.size()), MARKS.get(position % MARKS.size()), line);
    }

    private static Style of(ChainReport chain, int position) {
        return chain.control() ? at(position, CONTROL) : at(position);
    }
}
