package dev.tombola.vision.batch;

import java.nio.FloatBuffer;

/** Writes rows of a batch as normalised floats; for one thread. */
interface RowWriter {
    /** Appends one image, varied as the bits say, to {@code target}. */
    void write(int image, long bits, FloatBuffer target);
}
