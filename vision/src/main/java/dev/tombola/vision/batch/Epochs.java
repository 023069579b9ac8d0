package dev.tombola.vision.batch;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.random.Randomness;
import java.util.stream.IntStream;

/**
 * How a run meets its training images: each varied afresh in every epoch. Order and variation depend on the seed, the epoch
 * and the image's index alone.
 *
 * @param dropsLast whether an epoch ends before a batch that would not be full, as in the paper
 * @param shuffles whether every epoch has a fresh order; else all have that of the set, which may be sorted by class
 */
public record Epochs(int batch, boolean dropsLast, boolean shuffles, Augmentation augmentation, Randomness randomness) {
    /** In a fresh order every time. */
    public Epochs(int batch, boolean dropsLast, Augmentation augmentation, Randomness randomness) {
        this(batch, dropsLast, true, augmentation, randomness);
    }

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

    /** One epoch's order of so many images. */
    int[] order(long epoch, int images) {
        return shuffles
                ? randomness.child("shuffle").child(epoch).permutation(images)
                : IntStream.range(0, images).toArray();
    }

    BatchOrder over(int images) {
        return new EpochOrder(this, images, 1, "augmentation");
    }

    /** Two views of every image in place of the augmentation. */
    BatchOrder twiceOver(int images) {
        return new EpochOrder(this, images, 2, "views");
    }
}
