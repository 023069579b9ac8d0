package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The example, asking for a hundredth of the images, as a file beside its weights, and a store that it is resolved into. */
final class SmallSearch {
    private final ObjectStore store;
    private final Path folder;

    SmallSearch(ObjectStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    static String text() throws IOException {
        return GoodSearch.text()
                .replace(":16000", ":160")
                .replace("images: 4000", "images: 40")
                .replace(":1000", ":10")
                .replace("batch: 128", "batch: 32")
                .replace("batch: 64", "batch: 10");
    }

    void assertComplaint(String text, String start) {
        assertThatThrownBy(() -> resolve(text))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith(start);
    }

    ResolvedSearch resolve(String text) throws IOException {
        var file = Files.writeString(folder.resolve("search.yaml"), text);
        return Resolution.into(store).resolve(SearchFile.read(file), null);
    }

    DataSetEntry publish(int trainImages) {
        return publish(
                IntStream.range(0, trainImages).map(i -> i % 10).toArray(),
                IntStream.range(0, 10).toArray());
    }

    DataSetEntry publish(int[] trainLabels, int... testLabels) {
        return new DataSetCatalogue(store)
                .publish(
                        new Samples(DataSets.named("fashion-mnist"), black(trainLabels), black(testLabels)),
                        folder.resolve("scratch"));
    }

    private static ImageSet black(int... labels) {
        var shape = DataSets.named("fashion-mnist").shape();
        return ImageSet.of(shape, 10, MemorySegment.ofArray(new byte[labels.length * 28 * 28]), labels);
    }
}
