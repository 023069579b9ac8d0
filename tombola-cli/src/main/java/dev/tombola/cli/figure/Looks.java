package dev.tombola.cli.figure;

import dev.tombola.ticket.event.SearchConcluded;
import java.awt.BasicStroke;
import java.util.Map;
import java.util.Objects;

/**
 * How each line of an answer looks, in every panel, whatever is chosen of it.
 *
 * @param series by the name of the chain or control
 * @param dense by the name of the pre-training
 */
record Looks(Map<String, Style> series, Map<String, BasicStroke> dense) {
    static Looks of(SearchConcluded answer) {
        return new Looks(Style.of(answer), DenseLine.strokes(answer));
    }

    Style of(String name) {
        return Objects.requireNonNull(series.get(name), name);
    }
}
