package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the learning rate falls over a run: {@code constant}, {@code cosine}, or a mapping of moments to factors. */
public sealed interface Schedule {
    /** Written as {@code constant}. */
    record Constant() implements Schedule {}

    /** Half a cosine from the learning rate to 0 over all steps; written as {@code cosine}. */
    record Cosine() implements Schedule {}

    /**
     * From each moment on, the learning rate is the recipe's times the factor. A moment below 1 is a fraction of all
     * steps, one from 1 on a number of epochs: {@code {0.5: 0.1, 0.75: 0.01}}, {@code {91: 0.1, 136: 0.01}}.
     */
    record Milestones(SortedMap<Double, Double> factors) implements Schedule {
        public Milestones {
            var copy = new TreeMap<Double, Double>(factors);
            copy.forEach((moment, factor) -> {
                Require.that(
                        moment > 0 && moment <= 100_000,
                        "schedule",
                        moment,
                        "is not a fraction of the steps or a number of epochs");
                Require.that(moment < 1 || moment == Math.rint(moment), "schedule", moment, "is not a whole epoch");
                Require.that(factor > 0 && factor <= 1, "schedule", factor, "is not a factor in (0, 1]");
            });
            factors = java.util.Collections.unmodifiableSortedMap(copy);
        }
    }

    @JsonCreator
    static Schedule of(Object written) {
        return switch (written) {
            case String word when word.equals("constant") -> new Constant();
            case String word when word.equals("cosine") -> new Cosine();
            case Map<?, ?> factors when !factors.isEmpty() -> milestones(factors);
            default ->
                throw new IllegalArgumentException(
                        written + " is neither constant nor cosine nor a mapping of moments to factors");
        };
    }

    @JsonValue
    default Object written() {
        return switch (this) {
            case Constant _ -> "constant";
            case Cosine _ -> "cosine";
            case Milestones(var factors) -> factors;
        };
    }

    private static Milestones milestones(Map<?, ?> written) {
        var factors = new TreeMap<Double, Double>();
        written.forEach((moment, factor) -> {
            try {
                var before =
                        factors.put(Double.valueOf(String.valueOf(moment)), Double.valueOf(String.valueOf(factor)));
                Require.that(before == null, "schedule", moment, "is there twice");
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(moment + ": " + factor + " is not a moment and a factor", e);
            }
        });
        return new Milestones(factors);
    }
}
