package dev.tombola.cli.data;

import java.util.Locale;

/** Sizes as people read them. */
final class Bytes {
    private Bytes() {}

    /** {@code 47.0 MB}, in decimal units. */
    static String text(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
