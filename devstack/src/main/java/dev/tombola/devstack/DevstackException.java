package dev.tombola.devstack;

import org.jspecify.annotations.Nullable;

/** A part does not start. The message is one line that says what to do about it. */
public final class DevstackException extends RuntimeException {
    public DevstackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
