package dev.tombola.ticket.store;

import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked. The message is one line that says what to do about it. */
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
