package dev.tombola.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;

/** How long something took, again and again. */
record Waits(List<Double> milliseconds) {
    static Waits of(Stream<Long> nanoseconds) {
        return new Waits(nanoseconds.map(each -> each / 1e6).sorted().toList());
    }

    double quantile(double p) {
        return milliseconds.isEmpty()
                ? Double.NaN
                : Quantile.withDefaults().evaluate(milliseconds.size(), milliseconds::get, p);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %7.0f ms   p99 %7.0f ms   most %7.0f ms   of %d",
                quantile(0.5),
                quantile(0.99),
                quantile(1),
                milliseconds.size());
    }
}
