package dev.tombola.vision.batch;

import dev.tombola.vision.data.Placement;
import dev.tombola.vision.random.Randomness;
import java.util.Arrays;

/** Epoch after epoch without end. Remembers one epoch's order, so it serves one thread. */
final class ShuffledOrder implements BatchOrder {
    private final Epochs epochs;
    private final int images;
    private final int perEpoch;
    private long epoch = -1;
    private int[] order = {};
    private Randomness augmentation;

    ShuffledOrder(Epochs epochs, int images) {
        this.epochs = epochs;
        this.images = images;
        perEpoch = epochs.batches(images);
        augmentation = epochs.randomness();
    }

    @Override
    public long end() {
        return Long.MAX_VALUE;
    }

    @Override
    public int largest() {
        return epochs.batch();
    }

    @Override
    public int[] images(long batch) {
        enter(batch / perEpoch);
        int first = (int) (batch % perEpoch) * epochs.batch();
        return Arrays.copyOfRange(order, first, Math.min(first + epochs.batch(), images));
    }

    @Override
    public Placement placement(long batch, int image) {
        enter(batch / perEpoch);
        return epochs.augmentation().placement(augmentation.bits(image));
    }

    private void enter(long next) {
        if (next != epoch) {
            order = epochs.randomness().child("shuffle").child(next).permutation(images);
            augmentation = epochs.randomness().child("augmentation").child(next);
            epoch = next;
        }
    }
}
