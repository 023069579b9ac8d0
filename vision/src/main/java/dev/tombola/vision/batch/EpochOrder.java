package dev.tombola.vision.batch;

import dev.tombola.vision.random.Randomness;
import java.util.Arrays;

/** Epoch after epoch without end. Remembers one epoch's order, so it serves one thread. */
final class EpochOrder implements BatchOrder {
    private final Epochs epochs;
    private final int images;
    private final int perEpoch;
    private final int views;
    private final String stream;
    private long epoch = -1;
    private int[] order = {};
    private Randomness variation;

    /** @param stream of the bits that vary the views */
    EpochOrder(Epochs epochs, int images, int views, String stream) {
        this.epochs = epochs;
        this.images = images;
        this.views = views;
        this.stream = stream;
        perEpoch = epochs.batches(images);
        variation = epochs.randomness();
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
    public int views() {
        return views;
    }

    @Override
    public int[] images(long batch) {
        enter(batch / perEpoch);
        int first = (int) (batch % perEpoch) * epochs.batch();
        return Arrays.copyOfRange(order, first, Math.min(first + epochs.batch(), images));
    }

    @Override
    public long bits(long batch, int image, int view) {
        enter(batch / perEpoch);
        return variation.bits((long) image * views + view);
    }

    private void enter(long next) {
        if (next != epoch) {
            order = epochs.order(next, images);
            variation = epochs.randomness().child(stream).child(next);
            epoch = next;
        }
    }
}
