package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.IntStream;

/** Which levels of a chain are evaluated: {@code all}, or a list of numbers of rounds. Level 0 always is. */
public sealed interface Levels {
    /** Every level that the chain reaches. */
    record All() implements Levels {}

    /** These, in ascending order. */
    record Listed(List<Integer> levels) implements Levels {
        public Listed {
            levels.forEach(level -> Require.that(level >= 0 && level <= 100, "levels", level, "is not in [0, 100]"));
            levels = levels.stream().sorted().distinct().toList();
        }
    }

    @JsonCreator
    static Levels of(Object written) {
        return switch (written) {
            case String word when word.equals("all") -> new All();
            case List<?> levels
            when !levels.isEmpty() && levels.stream().allMatch(Integer.class::isInstance) ->
                new Listed(levels.stream().map(Integer.class::cast).toList());
            default -> throw new IllegalArgumentException(written + " is neither all nor a list of numbers of rounds");
        };
    }

    @JsonValue
    default Object written() {
        return switch (this) {
            case All() -> "all";
            case Listed(var levels) -> levels;
        };
    }

    /** The levels up to what a chain reaches, ascending. */
    default List<Integer> upTo(int rounds) {
        return switch (this) {
            case All() -> IntStream.rangeClosed(0, rounds).boxed().toList();
            case Listed(var levels) ->
                levels.stream().filter(level -> level <= rounds).toList();
        };
    }

    /** The highest level that is asked for by number; 0 for {@code all}. */
    default int highest() {
        return switch (this) {
            case All() -> 0;
            case Listed(var levels) -> levels.getLast();
        };
    }
}
