package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Settings;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Plain ones, the brighter the higher their label, under the name of a real data set. */
final class PlainImages {
    private PlainImages() {}

    static void publish(Map<String, String> settings, Path folder) {
        try (var bucket = Settings.of(settings).openBucket()) {
            var samples = new Samples(DataSets.named("fashion-mnist"), plain(400), plain(100));
            new DataSetCatalogue(bucket).publish(samples, folder.resolve("scratch"));
        }
    }

    private static ImageSet plain(int count) {
        var shape = DataSets.named("fashion-mnist").shape();
        int pixels = shape.height() * shape.width();
        var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        var bytes = new byte[count * pixels];
        for (int i = 0; i < count; i++) {
            Arrays.fill(bytes, i * pixels, (i + 1) * pixels, (byte) (labels[i] * 25));
        }
        return ImageSet.of(shape, 10, MemorySegment.ofArray(bytes), labels);
    }
}
