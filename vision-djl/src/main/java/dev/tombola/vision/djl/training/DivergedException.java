package dev.tombola.vision.djl.training;

/** The loss is no longer a finite number: trying again can not help. */
public final class DivergedException extends RuntimeException {
    DivergedException(int step, double loss) {
        super("the loss is %s at step %d".formatted(loss, step));
    }
}
