package dev.tombola.vision.batch;

/** Which images make up a batch, how often, and how each is varied. Batches are counted from 0 over all epochs. */
interface BatchOrder {
    /** One more than the last batch. */
    long end();

    int[] images(long batch);

    /** The random bits that vary an image of that batch in this one of its views. */
    long bits(long batch, int image, int view);

    /** No batch has more images. */
    int largest();

    /** How many rows every image has: a batch is all of them in their first view, then all in their second … */
    int views();
}
