package dev.tombola.ticket.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tombola.ticket.store.ObjectRef;

/**
 * A number measured on a test split.
 *
 * @param name {@code top-1}, {@code retrieval-top-1}: {@link dev.tombola.ticket.search.TestMetric}
 * @param value in [0, 1] for accuracies
 * @param images how many it was measured on; of retrieval how many views
 * @param predictions the predicted class of every test image, in order, two bytes each, little-endian; of retrieval how many
 *     other views are more similar to a view than its partner, 5 for more
 */
public record Metric(String name, double value, Direction direction, int images, ObjectRef predictions) {
    public Metric {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value: " + value + " is not a number");
        }
    }

    /** Which way is better. */
    public enum Direction {
        @JsonProperty("higher-is-better")
        HIGHER_IS_BETTER,
        @JsonProperty("lower-is-better")
        LOWER_IS_BETTER
    }
}
