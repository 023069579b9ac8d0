package dev.tombola.ticket.wire;

import org.jspecify.annotations.Nullable;

/** A text that is not what it should be. The message is one line, with the path of the offending value. */
public final class InvalidDocumentException extends RuntimeException {
    private static final int LONGEST = 1_000;

    public InvalidDocumentException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    public InvalidDocumentException(String message) {
        this(message, null);
    }

    /** Keys and values come from the document, and may hold anything. */
    private static String oneLine(String message) {
        String line =
                message.replaceAll("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
