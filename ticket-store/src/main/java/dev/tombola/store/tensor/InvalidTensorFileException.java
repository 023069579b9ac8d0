package dev.tombola.store.tensor;

import org.jspecify.annotations.Nullable;

/** A file is not the tensor file it should be. The message is one line that names the file, the tensor and the fault. */
public class InvalidTensorFileException extends RuntimeException {
    private static final int LONGEST = 400;

    public InvalidTensorFileException(String message) {
        this(message, null);
    }

    public InvalidTensorFileException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names come from the file, and may hold anything. */
    private static String oneLine(String message) {
        String line = message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
