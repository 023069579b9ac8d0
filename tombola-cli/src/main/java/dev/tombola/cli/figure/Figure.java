package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.block.LengthConstraintType;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;

/** Panels side by side, two in a row, under one heading and above one key. */
record Figure(List<Title> heading, List<Panel> panels, Title key) {
    static {
        TextUtils.setUseDrawRotatedStringWorkaround(false); // or upright text would be outlines
    }

    /** What GitHub has room for. */
    private static final int WIDTH = 900;

    private static final int HEIGHT_OF_MANY = 330;
    private static final int HEIGHT_OF_ONE = 460;
    private static final int MARGIN = 10;

    /** A search's answer in the manner of the paper's Figure 3, or what was chosen of it: a panel for each task. */
    static Figure of(SearchConcluded answer, Choice choice, Lettering lettering) {
        var tasks = choice.of(answer);
        var looks = Looks.of(answer);
        double least = least(tasks);
        return new Figure(
                List.of(
                        line(
                                answer.name() + (answer.cancelled() ? ", cancelled before its end" : ""),
                                lettering.boldSize(16)),
                        line(answer.search() + ": " + Caption.of(tasks), lettering.size(12))),
                tasks.stream()
                        .map(task -> Panel.of(task, looks, least, lettering))
                        .toList(),
                new Key(tasks, looks).title(lettering));
    }

    Dimension size() {
        var scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            double around =
                    heading.stream().mapToDouble(line -> height(line, scratch)).sum();
            return new Dimension(
                    WIDTH, (int) Math.ceil(4 * MARGIN + around + rows() * panelHeight() + height(key, scratch)));
        } finally {
            scratch.dispose();
        }
    }

    void draw(Graphics2D g2) {
        g2.setPaint(Color.WHITE);
        g2.fill(new Rectangle2D.Double(0, 0, size().width, size().height));
        double y = MARGIN;
        for (var line : heading) {
            y += place(line, y, g2);
        }
        y += MARGIN;
        double width = (WIDTH - 2.0 * MARGIN) / columns();
        for (int i = 0; i < panels.size(); i++) {
            double x = MARGIN + i % columns() * width;
            double top = y + i / columns() * panelHeight();
            panels.get(i).chart().draw(g2, new Rectangle2D.Double(x, top, width, panelHeight()));
        }
        place(key, y + rows() * panelHeight() + MARGIN, g2);
    }

    private int columns() {
        return Math.min(panels.size(), 2);
    }

    private int rows() {
        return Math.ceilDiv(panels.size(), 2);
    }

    private int panelHeight() {
        return panels.size() == 1 ? HEIGHT_OF_ONE : HEIGHT_OF_MANY;
    }

    private static double place(Title title, double y, Graphics2D g2) {
        double height = height(title, g2);
        title.draw(g2, new Rectangle2D.Double(MARGIN, y, WIDTH - 2.0 * MARGIN, height));
        return height;
    }

    private static double height(Title title, Graphics2D g2) {
        double width = WIDTH - 2.0 * MARGIN;
        return title.arrange(
                        g2,
                        new RectangleConstraint(
                                width, null, LengthConstraintType.FIXED, 0, null, LengthConstraintType.NONE))
                .getHeight();
    }

    static Title line(String text, Font font) {
        var line = new TextTitle(text, font);
        line.setHorizontalAlignment(HorizontalAlignment.LEFT);
        line.setTextAlignment(HorizontalAlignment.LEFT);
        line.setPaint(Color.BLACK);
        return line;
    }

    /** Percentage of weights in the sparsest mask; where only dense networks are drawn, one level below. */
    private static double least(List<TaskReport> tasks) {
        return tasks.stream()
                .flatMap(task -> task.chains().stream())
                .map(ChainReport::levels)
                .flatMap(List::stream)
                .mapToDouble(Curves::remaining)
                .filter(remaining -> remaining < 100)
                .min()
                .orElse(80);
    }
}
