package dev.tombola.vision.batch;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.random.Randomness;

/**
 * How a run meets its training images: every epoch in a fresh order, each image varied afresh. Order and variation depend
 * on the seed, the epoch and the image's index alone.
 *
 * @param dropsLast whether an epoch ends before a batch that would not be full, as in the paper
 */
public record Epochs(int batch, boolean dropsLast, Augmentation augmentation, Randomness randomness) {
    public Epochs {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 image, not " + batch);
        }
    }

    /** How many batches one epoch over so many images has; an error when it would have none. */
    public int batches(int images) {
        int batches = dropsLast ? images / batch : Math.ceilDiv(images, batch);
        if (batches == 0) {
            throw new IllegalArgumentException("%d training images do not fill a batch of %d".formatted(images, batch));
        }
        return batches;
    }

    BatchOrder over(int images) {
        return new ShuffledOrder(this, images, 1, "augmentation");
    }

    /** Two views of every image in place of the augmentation. */
    BatchOrder twiceOver(int images) {
        return new ShuffledOrder(this, images, 2, "views");
    }
}
