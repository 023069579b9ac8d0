package dev.tombola.vision.image;

/** Bytes are no image, or none that is read here. The message goes on after the image's name. */
public final class UnreadableImageException extends Exception {
    UnreadableImageException(String complaint) {
        super(complaint);
    }

    UnreadableImageException(String complaint, Throwable cause) {
        super(complaint, cause);
    }
}
