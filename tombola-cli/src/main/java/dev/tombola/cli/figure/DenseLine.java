package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.Dense;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The dense network from one pre-training, in percent: what tickets are held to.
 *
 * @param std 0 where there is only one run
 */
record DenseLine(String pretraining, double mean, double std, BasicStroke stroke) {
    static final Color LINE = new Color(0x595959);
    static final Color BAND = new Color(0x59, 0x59, 0x59, 0x30);

    private static final List<BasicStroke> STROKES = List.of(
            new BasicStroke(1.2f), Style.dashed(1.2f, 8, 3), Style.dashed(1.2f, 2, 2), Style.dashed(1.2f, 8, 2, 2, 2));

    /** A line for each pre-training of an answer. */
    static Map<String, BasicStroke> strokes(SearchConcluded answer) {
        var strokes = new LinkedHashMap<String, BasicStroke>();
        answer.tasks().stream()
                .flatMap(task -> task.dense().stream())
                .forEach(dense -> strokes.computeIfAbsent(
                        dense.pretraining(), _ -> STROKES.get(strokes.size() % STROKES.size())));
        return strokes;
    }

    /** Those of a task that have a result. */
    static List<DenseLine> of(TaskReport task, Map<String, BasicStroke> strokes) {
        return task.dense().stream()
                .filter(dense -> dense.accuracy() != null)
                .map(dense -> of(dense, Objects.requireNonNull(strokes.get(dense.pretraining()))))
                .toList();
    }

    private static DenseLine of(Dense dense, BasicStroke stroke) {
        var accuracy = Objects.requireNonNull(dense.accuracy());
        double std = accuracy.std() == null ? 0 : accuracy.std();
        return new DenseLine(dense.pretraining(), 100 * accuracy.mean(), 100 * std, stroke);
    }
}
