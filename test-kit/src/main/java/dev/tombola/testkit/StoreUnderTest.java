package dev.tombola.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tombola.ticket.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a test class gives to the contracts. */
public interface StoreUnderTest {
    byte[] CONTENT = "ticket".getBytes(UTF_8);

    /** A store that holds nothing yet, beside all that were given before. */
    ObjectStore emptyStore();

    /** How this store looks when nobody answers. */
    Away away();

    /** A store that is away, or why there is no such thing. */
    sealed interface Away {
        /** Every request to it fails. */
        record Store(ObjectStore unreachable) implements Away {}

        /** It is where its caller is: the reason is told instead of the test's outcome. */
        record Never(String reason) implements Away {}
    }

    /** A whole object. */
    static byte[] content(ObjectStore store, String key) throws IOException {
        try (var in = store.open(key)) {
            return in.readAllBytes();
        }
    }

    /** Returns when all are done; throws what one of them threw. */
    static void inParallel(List<Runnable> tasks) throws Exception {
        try (var workers = Executors.newFixedThreadPool(8)) {
            var running = tasks.stream().<Future<?>>map(workers::submit).toList();
            for (var task : running) {
                task.get();
            }
        }
    }
}
