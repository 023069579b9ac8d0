package dev.tombola.ticket.event;

import java.util.List;

/**
 * Mean and sample standard deviation (n − 1) of a metric over seeds.
 *
 * @param values one per seed, in the order of the search's seeds
 * @param std 0 for a single value
 */
public record Summary(double mean, double std, List<Double> values) {
    public Summary {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
