package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;

/** A file of tensors has none where they were asked for, or several networks, and nobody said which is meant. */
public final class MissingPartException extends InvalidTensorFileException {
    MissingPartException(String message) {
        super(message);
    }
}
