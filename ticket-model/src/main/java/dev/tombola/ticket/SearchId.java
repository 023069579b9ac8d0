package dev.tombola.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Slug of a search's name and a short hash of its canonical form: {@code fashion-in-minutes-3f2a91c04b7d}. */
public record SearchId(@JsonValue String value) implements Comparable<SearchId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,80}");

    @JsonCreator
    public SearchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "search: " + value + " is not made of at most 81 lower-case letters, digits and hyphens");
        }
    }

    @Override
    public int compareTo(SearchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
