package dev.tombola.vision.format;

import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the files of a data set under their official names. */
public final class DataFolder {
    private static final Comparator<Path> BY_NUMBER = Comparator.comparingInt(
                    (Path file) -> file.getFileName().toString().length())
            .thenComparing(file -> file.getFileName().toString());

    private final DataSet dataSet;
    private final Path folder;

    public DataFolder(DataSet dataSet, Path folder) {
        this.dataSet = dataSet;
        this.folder = folder;
    }

    /** The whole data set; an error when the folder holds only a part of it. */
    public Samples read() throws IOException {
        var samples = readPartial();
        if (samples.isPartial()) {
            throw new UnusableDataException(
                    folder,
                    "has only %d of %d training and %d of %d test images of %s: add the rest, or import it as partial"
                            .formatted(
                                    samples.train().size(),
                                    dataSet.trainImages(),
                                    samples.test().size(),
                                    dataSet.testImages(),
                                    dataSet.name()));
        }
        return samples;
    }

    /** Whatever images the folder holds. */
    public Samples readPartial() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UnusableDataException(folder, "is no folder: name the one with the files of " + dataSet.name());
        }
        return switch (dataSet.format()) {
            case IDX -> new Samples(dataSet, idx("train", dataSet.trainImages()), idx("t10k", dataSet.testImages()));
            case RECORDS -> records(1);
            case RECORDS_OF_TWO_LABELS -> records(2);
            case MATLAB -> matlab();
            case IMAGE_LISTS ->
                new Samples(
                        dataSet,
                        imageList("train", dataSet.trainImages()),
                        imageList("validation", dataSet.testImages()));
            case IMAGE_FOLDERS -> imageFolders();
        };
    }

    private ImageSet idx(String part, int most) throws IOException {
        return IdxFile.read(
                idxFile(part + "-images-idx3-ubyte"),
                idxFile(part + "-labels-idx1-ubyte"),
                dataSet.shape(),
                dataSet.classes(),
                most);
    }

    private Path idxFile(String name) {
        return Stream.of(name, name + ".gz", name.replace("-idx", ".idx"), name.replace("-idx", ".idx") + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> missing(name + " or " + name + ".gz"));
    }

    private Samples matlab() throws IOException {
        String size =
                "_%dx%d.mat".formatted(dataSet.shape().height(), dataSet.shape().width());
        Path train = folder.resolve("train" + size);
        Path test = folder.resolve("test" + size);
        if (!Files.exists(train) && !Files.exists(test) && hasRecords()) {
            return records(1);
        }
        var files = new MatlabFiles(dataSet.shape(), dataSet.classes());
        return new Samples(
                dataSet,
                files.read(there(train), dataSet.trainImages()),
                files.read(there(test), dataSet.testImages()));
    }

    private boolean hasRecords() throws IOException {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".bin"));
        }
    }

    private Path there(Path file) {
        if (!Files.isRegularFile(file)) {
            throw missing(file.getFileName().toString());
        }
        return file;
    }

    private ImageSet imageList(String part, int most) throws IOException {
        if (!Files.isRegularFile(folder.resolve(part).resolve(ImageListFile.NAME))) {
            throw missing(part + "/" + ImageListFile.NAME);
        }
        return ImageListFile.read(folder.resolve(part), dataSet, most);
    }

    private Samples imageFolders() throws IOException {
        Path train = folder.resolve("train");
        Path test = folder.resolve("val");
        for (Path part : List.of(train, test)) {
            if (!Files.isDirectory(part)) {
                throw missing("folder " + part.getFileName());
            }
        }
        var classes = ImageFolders.classes(train, dataSet);
        return new Samples(
                dataSet,
                ImageFolders.read(train, dataSet, classes, dataSet.trainImages()),
                ImageFolders.read(test, dataSet, classes, dataSet.testImages()));
    }

    private Samples records(int labelBytes) throws IOException {
        var files = new RecordFiles(dataSet.shape(), dataSet.classes(), labelBytes);
        return new Samples(
                dataSet,
                files.read(
                        recordFiles("(data_batch|train).*\\.bin", "data_batch_*.bin or train*.bin"),
                        dataSet.trainImages()),
                files.read(recordFiles("test.*\\.bin", "test*.bin"), dataSet.testImages()));
    }

    /** In the order of their numbers: shorter names first. */
    private List<Path> recordFiles(String pattern, String description) throws IOException {
        try (var files = Files.list(folder)) {
            var found = files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted(BY_NUMBER)
                    .toList();
            if (found.isEmpty()) {
                throw missing(description);
            }
            return found;
        }
    }

    private UnusableDataException missing(String file) {
        return new UnusableDataException(
                folder, "has no %s: fetch %s, or copy its files there".formatted(file, dataSet.name()));
    }
}
