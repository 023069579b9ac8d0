package dev.tombola.ticket.wire;

import org.jspecify.annotations.Nullable;

/** A text that is not what it should be. The message is one line, with the path of the offending value. */
public final class InvalidDocumentException extends RuntimeException {
    /** Keys and values come from the document, and may hold anything. */
    private static final int LONGEST = 1_000;

    public InvalidDocumentException(String message, @Nullable Throwable cause) {
        super(OneLine.of(message, LONGEST), cause);
    }

    public InvalidDocumentException(String message) {
        this(message, null);
    }
}
