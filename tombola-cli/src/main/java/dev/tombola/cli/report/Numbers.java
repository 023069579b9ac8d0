package dev.tombola.cli.report;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.search.TestMetric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How people want to read numbers: accuracies and sparsities in percent, with one digit after the point. */
public final class Numbers {
    private Numbers() {}

    /** Without the sign: {@code 84.6}. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f", 100 * fraction);
    }

    public static String percent(Sparsity sparsity) {
        return percent(sparsity.fraction());
    }

    /** With the sign, and a name where it is not top-1: {@code 84.6 %}, {@code 53.6 % knn}. */
    public static String named(Metric metric) {
        return percent(metric.value()) + " %"
                + (metric.name().equals(TestMetric.TOP_1.written()) ? "" : " " + metric.name());
    }

    /** {@code 84.6 ± 0.2}. */
    public static String spread(@Nullable Summary summary) {
        return summary == null
                ? "no result"
                : percent(summary.mean()) + (summary.std() == null ? "" : " ± " + percent(summary.std()));
    }
}
