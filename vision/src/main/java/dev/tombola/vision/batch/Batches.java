package dev.tombola.vision.batch;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.lang.foreign.Arena;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batches in a row, prepared ahead of their use by a thread of their own, at most two at a time; encoded images are decoded
 * by as many more threads as there are processors. What goes wrong there is thrown here, by {@link #next}. For one consumer.
 */
public final class Batches implements Iterator<Batch>, AutoCloseable {
    private static final int AHEAD = 2;

    private final BlockingQueue<Prepared> prepared = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(AHEAD + 1);
    private final Arena memory = Arena.ofShared();
    private final Thread thread;
    private final long end;
    private long next;
    private @Nullable Batch lent;

    private sealed interface Prepared {
        record Ready(Batch batch) implements Prepared {}

        record Failed(Throwable cause) implements Prepared {}
    }

    private Batches(ImageSet images, Loading loading, BatchOrder order, long first) {
        for (int i = 0; i <= AHEAD; i++) {
            free.add(new Batch(order.largest() * order.views(), images.valuesPerImage(), memory));
        }
        next = first;
        end = order.end();
        thread = Thread.ofPlatform().daemon().name("batches").start(() -> prepare(images, loading, order, first));
    }

    /** Training batches without end; a run that goes on where it was cut off starts at batch {@code first}. */
    public static Batches training(
            ImageSet images, Normalisation normalisation, ChannelOrder layout, Epochs epochs, long first) {
        return training(images, normalisation, layout, epochs, first, loaders(images));
    }

    public static Batches training(
            ImageSet images, Normalisation normalisation, ChannelOrder layout, Epochs epochs, long first, int loaders) {
        var loading = loading(loaders, () -> new ImageWriter(images, normalisation, layout, epochs.augmentation()));
        return new Batches(images, loading, epochs.over(images.size()), first);
    }

    /** Every image once, in order and unchanged, in batches of at most {@code largest}. */
    public static Batches inOrder(ImageSet images, Normalisation normalisation, ChannelOrder layout, int largest) {
        var loading = loading(loaders(images), () -> new ImageWriter(images, normalisation, layout, Augmentation.NONE));
        return new Batches(images, loading, new InOrder(images.size(), largest), 0);
    }

    /**
     * Training batches without end of two views of every image: of N images all first views, then all second views in the
     * same order, 2N rows. The views take the place of the epochs' augmentation.
     */
    public static Batches views(
            ImageSet images, Normalisation normalisation, ChannelOrder layout, Views views, Epochs epochs, long first) {
        return views(images, normalisation, layout, views, epochs, first, loaders(images));
    }

    static Batches views(
            ImageSet images,
            Normalisation normalisation,
            ChannelOrder layout,
            Views views,
            Epochs epochs,
            long first,
            int loaders) {
        var loading = loading(loaders, () -> new ViewRows(images, normalisation, layout, views));
        return new Batches(images, loading, epochs.twiceOver(images.size()), first);
    }

    /**
     * Every image once, in order, in two views: N images are 2N rows as in training.
     *
     * @param largest images, not rows, that a batch has at most
     */
    public static Batches viewsInOrder(
            ImageSet images,
            Normalisation normalisation,
            ChannelOrder layout,
            Views views,
            Randomness randomness,
            int largest) {
        var loading = loading(loaders(images), () -> new ViewRows(images, normalisation, layout, views));
        return new Batches(images, loading, new InOrder(images.size(), largest, 2, randomness::bits), 0);
    }

    /** To decode images takes far longer than to copy them. */
    private static int loaders(ImageSet images) {
        return images.isEncoded() ? Runtime.getRuntime().availableProcessors() : 1;
    }

    private static Loading loading(int loaders, Supplier<RowWriter> writers) {
        return new Loading(Stream.generate(writers).limit(loaders).toList());
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    /** The next batch; the one before it is filled anew. */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("only %d batches".formatted(end));
        }
        if (lent != null) {
            free.add(lent);
            lent = null;
        }
        try {
            switch (prepared.take()) {
                case Prepared.Ready(Batch batch) -> lent = batch;
                case Prepared.Failed failed -> {
                    prepared.add(failed);
                    throw new IllegalStateException("batch %d cannot be prepared".formatted(next), failed.cause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for batch " + next, e);
        }
        next++;
        return lent;
    }

    /** Waits for the thread to end; after that the images are not touched, and the batches are gone. */
    @Override
    public void close() {
        thread.interrupt();
        awaitEnd();
        prepared.clear();
        prepared.add(new Prepared.Failed(new IllegalStateException("closed")));
        if (memory.scope().isAlive()) {
            memory.close();
        }
    }

    /** Interrupted or not: nothing may write to memory that is freed. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare(ImageSet images, Loading loading, BatchOrder order, long first) {
        try {
            try (loading) {
                for (long batch = first; batch < end; batch++) {
                    var slot = free.take();
                    slot.fill(batch, order, images, loading);
                    prepared.put(new Prepared.Ready(slot));
                }
            } catch (RuntimeException | Error e) {
                prepared.put(new Prepared.Failed(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody waits for a batch any more
        }
    }
}
