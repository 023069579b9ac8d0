package dev.tombola.simulation;

import dev.tombola.evaluator.TestSplits;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A small data set of noise, which every schedule begins with. */
final class Images {
    /** What it is called in searches. */
    static final String NAME = "mnist";

    private final InMemoryObjectStore published = new InMemoryObjectStore();
    private final Path folder;
    private final Digest digest;
    private final TestSplits splits;

    /** @param folder for the caches and scratch files of all schedules */
    Images(Path folder) {
        this.folder = folder;
        var catalogue = new DataSetCatalogue(published);
        this.digest = catalogue
                .publish(new Samples(DataSets.named(NAME), noise(100), noise(60)), folder)
                .digest();
        this.splits = new TestSplits(catalogue, folder);
    }

    Path folder() {
        return folder;
    }

    Digest digest() {
        return digest;
    }

    /** They stay open: every evaluator measures with the same. */
    TestSplits splits() {
        return splits;
    }

    void copyTo(ObjectStore bucket) {
        for (var key : published.list("")) {
            try (var in = published.open(key)) {
                bucket.write(key, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ImageSet noise(int count) {
        var shape = DataSets.named(NAME).shape();
        var pixels = new byte[count * shape.height() * shape.width()];
        new SplittableRandom(count).nextBytes(pixels);
        return ImageSet.of(
                shape,
                10,
                MemorySegment.ofArray(pixels),
                IntStream.range(0, count).map(i -> i % 10).toArray());
    }
}
