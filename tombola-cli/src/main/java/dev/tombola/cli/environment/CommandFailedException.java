package dev.tombola.cli.environment;

import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked. The message is one line that says why, and what to do where that is known. */
public final class CommandFailedException extends RuntimeException {
    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
