package dev.tombola.vision.batch;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The threads that write the images of a batch, each some of them; no byte depends on how many threads there are. */
final class Loading implements AutoCloseable {
    private final List<RowWriter> writers;
    private final ExecutorService threads;

    /** @param writers one for each thread */
    Loading(List<RowWriter> writers) {
        this.writers = writers;
        threads = Executors.newFixedThreadPool(
                writers.size(), Thread.ofPlatform().daemon().name("loading-", 1).factory());
    }

    /**
     * Writes rows one after the other from the start of {@code target} on: the images in their first view, then in their
     * second …
     *
     * @param bits a row's
     * @param values a row's
     */
    void write(int[] images, long[] bits, int values, FloatBuffer target) throws InterruptedException {
        if (writers.size() == 1) {
            write(0, images, bits, values, target);
            return;
        }
        Stream<Callable<Void>> shares = IntStream.range(0, writers.size()).mapToObj(share -> () -> {
            write(share, images, bits, values, target);
            return null;
        });
        for (var done : threads.invokeAll(shares.toList())) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
            }
        }
    }

    /** All views of an image in a row, since its writer may know it still. */
    private void write(int share, int[] images, long[] bits, int values, FloatBuffer target) {
        for (int i = share; i < images.length; i += writers.size()) {
            for (int row = i; row < bits.length; row += images.length) {
                writers.get(share).write(images[i], bits[row], target.slice(row * values, values));
            }
        }
    }

    /** Waits until nobody writes any more. */
    @Override
    public void close() {
        threads.close();
    }
}
