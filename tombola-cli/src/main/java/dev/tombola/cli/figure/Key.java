package dev.tombola.cli.figure;

import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;
import org.jspecify.annotations.Nullable;

/**
 * What lines and marks mean, for all panels together.
 *
 * @param tasks what is drawn
 */
record Key(List<TaskReport> tasks, Looks looks) {
    /** Of lines that have none. */
    static final Shape NO_MARK = new Rectangle2D.Double();

    private static final Shape LINE = new Line2D.Double(-15, 0, 15, 0);
    private static final Shape NO_LINE = new Line2D.Double(-4, 0, 4, 0);
    private static final Shape BAND = new Rectangle2D.Double(-15, -5, 30, 10);
    private static final Stroke OUTLINE = new BasicStroke(1.5f);

    LegendTitle title(Lettering lettering) {
        return title(Stream.of(series(), dense(), marks()).flatMap(part -> part), lettering);
    }

    /** Of lines and marks of any kind. */
    static LegendTitle title(Stream<LegendItem> lines, Lettering lettering) {
        var items = new LegendItemCollection();
        lines.forEach(items::add);
        var title = new LegendTitle(
                () -> items,
                new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 16, 2),
                new FlowArrangement());
        title.setItemFont(lettering.size(12));
        title.setItemPaint(Color.BLACK);
        title.setItemLabelPadding(new RectangleInsets(2, 4, 2, 0));
        return title;
    }

    private Stream<LegendItem> series() {
        var drawn = chains().map(ChainReport::chain).collect(Collectors.toSet());
        var controls =
                chains().filter(ChainReport::control).map(ChainReport::chain).collect(Collectors.toSet());
        return looks.series().entrySet().stream()
                .filter(look -> drawn.contains(look.getKey()))
                .map(look -> series(look.getKey(), look.getValue(), controls));
    }

    private static LegendItem series(String name, Style style, Set<String> controls) {
        return item(
                controls.contains(name) ? name + " (control)" : name,
                style.mark(),
                style.color(),
                style.color(),
                style.line(),
                style.color());
    }

    private Stream<LegendItem> dense() {
        var drawn = tasks.stream()
                .flatMap(task -> DenseLine.of(task, looks.dense()).stream())
                .map(DenseLine::pretraining)
                .collect(Collectors.toSet());
        return looks.dense().entrySet().stream()
                .filter(look -> drawn.contains(look.getKey()))
                .map(look -> item(
                        "dense network" + (looks.dense().size() == 1 ? "" : ", " + look.getKey()),
                        BAND,
                        DenseLine.BAND,
                        null,
                        look.getValue(),
                        DenseLine.LINE));
    }

    /** Of those verdicts that are there. */
    private Stream<LegendItem> marks() {
        var marks = Stream.<LegendItem>builder();
        if (any(Verdict.Matching.class)) {
            marks.add(item("matching", Style.CIRCLE, DenseLine.LINE, DenseLine.LINE, null, DenseLine.LINE));
        }
        if (any(Verdict.NotMatching.class)) {
            marks.add(item("not matching", Style.CIRCLE, Color.WHITE, DenseLine.LINE, null, DenseLine.LINE));
        }
        if (any(Verdict.Undecided.class)) {
            marks.add(item("undecided", Style.CROSS, DenseLine.LINE, DenseLine.LINE, null, DenseLine.LINE));
        }
        return marks.build();
    }

    private boolean any(Class<? extends Verdict> verdict) {
        return chains().flatMap(chain -> chain.levels().stream())
                .anyMatch(level -> level.accuracy() != null && verdict.isInstance(level.verdict()));
    }

    private Stream<ChainReport> chains() {
        return tasks.stream().flatMap(task -> task.chains().stream());
    }

    static LegendItem item(
            String label, Shape shape, Color fill, @Nullable Color outline, @Nullable Stroke line, Color color) {
        return new LegendItem(
                label,
                null,
                null,
                null,
                true,
                shape,
                true,
                fill,
                outline != null,
                outline != null ? outline : color,
                OUTLINE,
                line != null,
                line != null ? LINE : NO_LINE,
                line != null ? line : OUTLINE,
                color);
    }
}
