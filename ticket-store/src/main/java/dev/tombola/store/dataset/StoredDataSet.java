package dev.tombola.store.dataset;

import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.Samples;
import java.nio.file.Path;

/**
 * A data set on this machine's disk. Its images are mapped, so opening reads the labels alone and processes share the
 * memory; nothing taken out of it may be used once it is closed.
 */
public final class StoredDataSet implements AutoCloseable {
    private final DataSetEntry entry;
    private final StoredPart train;
    private final StoredPart test;
    private final Samples samples;

    private StoredDataSet(DataSetEntry entry, StoredPart train, StoredPart test) {
        this.entry = entry;
        this.train = train;
        this.test = test;
        this.samples = new Samples(DataSets.named(entry.name()), train.images(), test.images());
    }

    /** Of a folder whose files have been verified. */
    static StoredDataSet open(DataSetEntry entry, Path folder) {
        var dataSet = DataSets.named(entry.name());
        var train = StoredPart.open(dataSet, folder, DataSetPlace.TRAIN);
        try {
            var test = StoredPart.open(dataSet, folder, DataSetPlace.TEST);
            try {
                return new StoredDataSet(entry, train, test);
            } catch (RuntimeException e) {
                test.close();
                throw e;
            }
        } catch (RuntimeException e) {
            train.close();
            throw e;
        }
    }

    public DataSetEntry entry() {
        return entry;
    }

    public Samples samples() {
        return samples;
    }

    @Override
    public void close() {
        train.close();
        test.close();
    }
}
