package dev.tombola.store.tensor;

import dev.tombola.ticket.wire.OneLine;
import org.jspecify.annotations.Nullable;

/** A file is not the tensor file it should be. The message is one line that names the file, the tensor and the fault. */
public class InvalidTensorFileException extends RuntimeException {
    /** Names come from the file, and may hold anything. */
    private static final int LONGEST = 400;

    public InvalidTensorFileException(String message) {
        this(message, null);
    }

    public InvalidTensorFileException(String message, @Nullable Throwable cause) {
        super(OneLine.of(message, LONGEST), cause);
    }
}
