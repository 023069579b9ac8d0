package dev.tombola.cli.data;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.format.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Puts the files of a data set that lie in a folder into the bucket. */
public final class ImportDataSet {
    private final DataSetCatalogue catalogue;
    private final Path scratch;

    public ImportDataSet(DataSetCatalogue catalogue, Path scratch) {
        this.catalogue = catalogue;
        this.scratch = scratch;
    }

    /**
     * Reads every sample before anything is written.
     *
     * @param partial whether fewer images than the official set has are taken
     * @throws dev.tombola.vision.data.UnusableDataException with one line that names the file, and what to do
     */
    public DataSetEntry from(Path folder, String name, boolean partial) {
        var files = new DataFolder(DataSets.named(name), folder);
        try {
            return catalogue.publish(partial ? files.readPartial() : files.read(), scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
