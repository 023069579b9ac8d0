package dev.tombola.ticket.search;

import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of values that users write; messages begin with the name of the key, so that its path can be put before it. */
public final class Require {
    /** Seeds end below it: every JSON reader keeps whole numbers up to here. */
    public static final long SEEDS = 1L << 53;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Require() {}

    /** Refuses with {@code KEY: VALUE EXPECTED} unless something holds. */
    public static void that(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " " + expected);
        }
    }

    /** Choices as users write them, for what is said of them; empty for none. */
    static String written(@Nullable Object choices) {
        return choices == null ? "" : Json.write(choices).replace("\"", "");
    }

    /** Refuses what cannot be a name in topics, keys and file names. */
    public static void name(String key, String name) {
        that(
                NAME.matcher(name).matches(),
                key,
                name,
                "is not made of at most 40 lower-case letters, digits and hyphens");
    }

    /** Refuses what cannot be a seed. */
    public static void seed(String key, long seed) {
        that(seed >= 0 && seed < SEEDS, key, seed, "is not in [0, 2^53)");
    }

    /** What was given, or what stands for nothing given. */
    public static <T> T orDefault(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** Refuses what is missing. */
    public static <T> T present(String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(key + ": is missing");
        }
        return value;
    }

    /** An empty list for none. */
    public static <T> List<T> copy(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
