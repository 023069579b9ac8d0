package dev.tombola.vision.data;

import java.nio.file.Path;

/** A file of a data set is missing or is not what it should be: trying again does not help. */
public final class UnusableDataException extends RuntimeException {
    public UnusableDataException(Path file, String complaint) {
        super(file + " " + complaint);
    }

    public UnusableDataException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnusableDataException(Path file, String complaint, Throwable cause) {
        super(file + " " + complaint, cause);
    }
}
