package dev.tombola.vision.format;

import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder of folders, one for each class, as ImageNet is unpacked: classes and images are numbered in the order of names. */
final class ImageFolders {
    private ImageFolders() {}

    /** The classes that a folder has. */
    static List<String> classes(Path folder, DataSet dataSet) throws IOException {
        var classes = names(folder, Files::isDirectory);
        if (classes.size() != dataSet.classes()) {
            throw new UnusableDataException(
                    folder,
                    "has %d folders, not one for each of the %d classes of %s: unpack its archive again"
                            .formatted(classes.size(), dataSet.classes(), dataSet.name()));
        }
        return classes;
    }

    /** At most {@code most} images of these classes, class by class. */
    static ImageSet read(Path folder, DataSet dataSet, List<String> classes, int most) throws IOException {
        var names = new ArrayList<String>();
        var labels = new ArrayList<Integer>();
        for (int label = 0; label < classes.size(); label++) {
            String name = classes.get(label);
            if (!Files.isDirectory(folder.resolve(name))) {
                throw new UnusableDataException(folder, "has no folder %s: unpack its archive again".formatted(name));
            }
            for (String image : names(folder.resolve(name), Files::isRegularFile)) {
                names.add(name + "/" + image);
                labels.add(label);
            }
            if (names.size() > most) {
                throw new UnusableDataException(
                        folder, "has more images than the %d that belong: is it another data set?".formatted(most));
            }
        }
        if (names.isEmpty()) {
            throw new UnusableDataException(folder, "has no images: unpack its archive again");
        }
        return ImageSet.encoded(
                dataSet.shape(),
                dataSet.classes(),
                dataSet.framing(),
                new ImageFiles(folder, names),
                IntStream.range(0, labels.size()).map(labels::get).toArray());
    }

    private interface Kind {
        boolean isOf(Path file);
    }

    /** Sorted; what is hidden is no part of a set. */
    private static List<String> names(Path folder, Kind kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(kind::isOf)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
