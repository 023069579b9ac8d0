package dev.tombola.ticket.wire;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as people write them in settings. */
public final class Durations {
    private Durations() {}

    /**
     * As Quarkus reads it: {@code 90} and {@code 90s}, {@code 500ms}, {@code 2m}, {@code 1d}, {@code PT1M30S}.
     *
     * @throws IllegalArgumentException when it is none, or negative, saying what one looks like
     */
    public static Duration parse(String text) {
        try {
            var duration = duration(text.strip().toLowerCase(Locale.ROOT));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(noDuration(text), e);
        }
        throw new IllegalArgumentException(noDuration(text));
    }

    private static Duration duration(String text) {
        if (text.matches("\\d+")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        if (text.matches("\\d+ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        if (text.matches("\\d+d")) {
            return Duration.parse("P" + text);
        }
        return Duration.parse(text.matches("\\d.*") ? "PT" + text : text);
    }

    private static String noDuration(String text) {
        return text + " is no time such as 60s";
    }
}
