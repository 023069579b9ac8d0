package dev.tombola.cli.report;

import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
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

    /** {@code 84.6 ± 0.2}. */
    public static String spread(@Nullable Summary summary) {
        return summary == null
                ? "no result"
                : percent(summary.mean()) + (summary.std() == null ? "" : " ± " + percent(summary.std()));
    }
}
