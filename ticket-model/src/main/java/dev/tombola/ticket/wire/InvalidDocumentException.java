package dev.tombola.ticket.wire;

/** A text that is not what it should be. The message is one line, with the path of the offending value. */
public final class InvalidDocumentException extends RuntimeException {
    public InvalidDocumentException(String message, Throwable cause) {
        super(message, cause);
    }

    public InvalidDocumentException(String message) {
        super(message);
    }
}
