package dev.tombola.vision.batch;

import dev.tombola.vision.data.Placement;

/** Which images make up a batch, and how each is shown. Batches are counted from 0 over all epochs. */
interface BatchOrder {
    /** One more than the last batch. */
    long end();

    int[] images(long batch);

    /** For an image of that batch. */
    Placement placement(long batch, int image);

    /** No batch has more images. */
    int largest();
}
