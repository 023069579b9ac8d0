package dev.tombola.ticket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mean and sample standard deviation (n − 1) of a metric over seeds.
 *
 * @param values one per seed, in the order of the search's seeds
 * @param std absent for a single value, which has no spread
 */
public record Summary(double mean, @Nullable Double std, List<Double> values) {
    public Summary {
        values = values == null ? List.of() : List.copyOf(values);
        std = values.size() == 1 ? null : std; // where an earlier version wrote 0
    }
}
