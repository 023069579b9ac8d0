package dev.tombola.store.dataset;

import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;

/** Twenty training and ten test images of noise under the name of a real data set. */
final class SmallSets {
    private SmallSets() {}

    static Samples samples(String name, int seed) {
        return new Samples(DataSets.named(name), images(name, seed, 20), images(name, seed + 100, 10));
    }

    private static ImageSet images(String name, int seed, int count) {
        var dataSet = DataSets.named(name);
        var shape = dataSet.shape();
        var pixels = new byte[count * shape.height() * shape.width() * shape.channels()];
        new Random(seed).nextBytes(pixels);
        var labels = IntStream.range(0, count).map(i -> i % dataSet.classes()).toArray();
        return ImageSet.of(shape, dataSet.classes(), MemorySegment.ofArray(pixels), labels);
    }
}
