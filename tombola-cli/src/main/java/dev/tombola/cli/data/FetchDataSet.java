package dev.tombola.cli.data;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.format.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings a data set from its official place, or another that has the same files, into the bucket. */
public final class FetchDataSet {
    private final DataSetCatalogue catalogue;
    private final RawFiles raw;
    private final Path downloads;

    /** @param downloads keeps the raw files, so that they are fetched once: {@code HOME/data/downloads} */
    public FetchDataSet(DataSetCatalogue catalogue, Path downloads, Progress progress) {
        this.catalogue = catalogue;
        this.downloads = downloads;
        this.raw = new RawFiles(progress);
    }

    /** What a user does about a data set that the store does not have. */
    public static String remedy(String name) {
        return Source.of(name)
                .map(_ -> "run ./tombola data fetch " + name)
                .orElse("put its files into a folder and run ./tombola data import %s FOLDER".formatted(name));
    }

    /** What the store has under this name, fetched only if there is nothing. */
    public DataSetEntry unlessThere(String name) {
        return catalogue.current(DataSets.named(name).name()).orElseGet(() -> anew(name, null));
    }

    /**
     * Fetches whatever the store has; raw files that are on disk and right are used again.
     *
     * @param mirror a place with the same files; null for the official one
     * @throws CommandFailedException with one line, when no way leads to the files
     */
    public DataSetEntry anew(String name, @Nullable URI mirror) {
        var dataSet = DataSets.named(name);
        Path folder = downloads.resolve(name);
        var official = Source.of(name)
                .orElseThrow(() -> new CommandFailedException(
                        "no place to fetch %s from is known: %s".formatted(name, remedy(name))));
        try {
            raw.bring(Optional.ofNullable(mirror).map(official::at).orElse(official), folder);
            return catalogue.publish(new DataFolder(dataSet, folder).read(), downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
