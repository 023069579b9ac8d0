package dev.tombola.store.network;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.TestMetric;
import dev.tombola.ticket.search.ViewTerms;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.view.Views;
import java.util.List;
import java.util.Objects;

/** From what a recipe says of views and metrics to what makes and measures them. */
public final class Measures {
    private Measures() {}

    /** What judges first. */
    public static List<Measure> of(Recipe recipe) {
        return recipe.everyMetric().stream()
                .map(TestMetric::written)
                .map(Measure::named)
                .toList();
    }

    /** The objective's; of a classifier, whose views are only measured, simCLR's. */
    public static Views views(Recipe recipe) {
        var objective = recipe.objective();
        return objective == null ? Views.SIMCLR : views(objective.views());
    }

    private static Views views(ViewTerms terms) {
        var crop = said(terms.crop());
        var jitter = said(terms.jitter());
        return new Views(
                crop.getFirst(),
                crop.getLast(),
                said(terms.flip()),
                new Views.Jitter(
                        jitter.probability(),
                        jitter.brightness(),
                        jitter.contrast(),
                        jitter.saturation(),
                        jitter.hue()),
                said(terms.grayscale()),
                said(terms.blur()));
    }

    /** An objective has filled in what was left out. */
    private static <T> T said(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
