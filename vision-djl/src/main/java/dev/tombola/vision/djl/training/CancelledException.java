package dev.tombola.vision.djl.training;

/** Somebody wanted the run to stop. */
public final class CancelledException extends RuntimeException {
    /** @param step the last one taken */
    public CancelledException(int step) {
        super("cancelled after step " + step);
    }
}
