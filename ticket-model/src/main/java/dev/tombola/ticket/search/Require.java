package dev.tombola.ticket.search;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of values that users write; messages begin with the name of the key, so that its path can be put before it. */
final class Require {
    static final long SEEDS = 1L << 53;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Require() {}

    static void that(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " " + expected);
        }
    }

    static void name(String key, String name) {
        that(
                NAME.matcher(name).matches(),
                key,
                name,
                "is not made of at most 40 lower-case letters, digits and hyphens");
    }

    static void seed(String key, long seed) {
        that(seed >= 0 && seed < SEEDS, key, seed, "is not in [0, 2^53)");
    }

    static <T> T orDefault(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    static <T> T present(String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(key + ": is missing");
        }
        return value;
    }

    static <T> List<T> copy(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
