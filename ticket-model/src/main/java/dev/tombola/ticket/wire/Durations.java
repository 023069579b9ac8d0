package dev.tombola.ticket.wire;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Times as people write them in settings. */
public final class Durations {
    private Durations() {}

    /**
     * As Quarkus reads it: {@code 90} and {@code 90s}, {@code 2m}, {@code PT1M30S}.
     *
     * @throws IllegalArgumentException when it is none, saying what one looks like
     */
    public static Duration parse(String text) {
        try {
            return text.matches("\\d+")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.parse(text.matches("\\d.*") ? "PT" + text : text);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no time such as 60s", e);
        }
    }
}
