package dev.tombola.fuzzing;

import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.format.DataFolder;
import dev.tombola.vision.network.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder with the files of a small data set: three grey images of 1 x 2 pixels in two classes to train, one to test. */
record DataFolders(Path folder, DataSet.Format format) {
    private static final Normalisation ANY = new Normalisation(List.of(0.0), List.of(1.0));

    /** In the folder for temporary files, for as long as the process lives. */
    static DataFolders of(DataSet.Format format) {
        try {
            var folder = Files.createTempDirectory("fuzzing-");
            folder.toFile().deleteOnExit();
            return new DataFolders(folder, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, byte[] content) {
        try {
            var file = folder.resolve(name);
            file.toFile().deleteOnExit();
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code length} made-up bytes are read as. */
    Optional<Samples> read(int length) {
        var dataSet = new DataSet("dots", 2, new Shape(1, 1, 2), 3, 1, 1, ANY, Augmentation.NONE, format);
        return Reading.of(
                length,
                () -> {
                    try {
                        return new DataFolder(dataSet, folder).readPartial();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                UnusableDataException.class);
    }
}
