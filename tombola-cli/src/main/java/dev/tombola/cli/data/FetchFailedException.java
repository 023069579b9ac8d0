package dev.tombola.cli.data;

import org.jspecify.annotations.Nullable;

/** One way to a data set's files is barred; there may be another. */
final class FetchFailedException extends Exception {
    FetchFailedException(String message) {
        super(message);
    }

    FetchFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
