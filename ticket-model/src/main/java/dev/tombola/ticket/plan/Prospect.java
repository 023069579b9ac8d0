package dev.tombola.ticket.plan;

import java.util.function.Function;

/** What is known of a value that a search will come to: the value, what it waits for, or why it will never be. */
public sealed interface Prospect<T> {
    /** It is known. */
    record Ready<T>(T value) implements Prospect<T> {}

    /** It will be known when something else has ended. */
    record Waiting<T>(String on) implements Prospect<T> {}

    /** It will never be known, since something it needs has failed. */
    record Unreachable<T>(String why) implements Prospect<T> {}

    default <R> Prospect<R> map(Function<T, R> then) {
        return flatMap(value -> new Ready<>(then.apply(value)));
    }

    default <R> Prospect<R> flatMap(Function<T, Prospect<R>> then) {
        return switch (this) {
            case Ready<T>(var value) -> then.apply(value);
            case Waiting<T>(var on) -> new Waiting<>(on);
            case Unreachable<T>(var why) -> new Unreachable<>(why);
        };
    }
}
