package dev.tombola.vision.batch;

import dev.tombola.vision.data.Placement;
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
    private final List<ImageWriter> writers;
    private final ExecutorService threads;

    /** @param writers one for each thread */
    Loading(List<ImageWriter> writers) {
        this.writers = writers;
        threads = Executors.newFixedThreadPool(
                writers.size(), Thread.ofPlatform().daemon().name("loading-", 1).factory());
    }

    /** Writes the images one after the other from the start of {@code target} on; each has {@code values} values. */
    void write(int[] images, Placement[] placements, int values, FloatBuffer target) throws InterruptedException {
        if (writers.size() == 1) {
            write(0, images, placements, values, target);
            return;
        }
        Stream<Callable<Void>> shares = IntStream.range(0, writers.size()).mapToObj(share -> () -> {
            write(share, images, placements, values, target);
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

    private void write(int share, int[] images, Placement[] placements, int values, FloatBuffer target) {
        for (int i = share; i < images.length; i += writers.size()) {
            writers.get(share).write(images[i], placements[i], target.slice(i * values, values));
        }
    }

    /** Waits until nobody writes any more. */
    @Override
    public void close() {
        threads.close();
    }
}
