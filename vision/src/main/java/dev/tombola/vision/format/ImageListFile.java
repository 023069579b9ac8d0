package dev.tombola.vision.format;

import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.UnusableDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * <a href="https://ai.bu.edu/visda-2017/">VisDA's</a> {@code image_list.txt}: on each line an image's file, named from the
 * list's folder on, and its class, counted from 0.
 */
final class ImageListFile {
    static final String NAME = "image_list.txt";

    private static final Pattern LINE = Pattern.compile("(\\S+) +([0-9]{1,4})");

    private ImageListFile() {}

    /** At most {@code most} images, in the order of the folder's list. */
    static ImageSet read(Path folder, DataSet dataSet, int most) throws IOException {
        Path file = folder.resolve(NAME);
        var names = new ArrayList<String>();
        var labels = new ArrayList<Integer>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (names.size() == most) {
                    throw new UnusableDataException(
                            file, "lists more images than the %d that belong: fetch it again".formatted(most));
                }
                var parts = LINE.matcher(line.strip());
                if (!parts.matches() || !staysInside(parts.group(1))) {
                    throw new UnusableDataException(
                            file,
                            "is altered: line %d names no image and its class: fetch it again"
                                    .formatted(names.size() + 1));
                }
                int label = Integer.parseInt(parts.group(2));
                if (label >= dataSet.classes()) {
                    throw new UnusableDataException(
                            file,
                            "is altered: line %d has class %d, beyond class %d: fetch it again"
                                    .formatted(names.size() + 1, label, dataSet.classes() - 1));
                }
                names.add(parts.group(1));
                labels.add(label);
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof MalformedInputException) {
                throw new UnusableDataException(file, "is no text: fetch it again", e);
            }
            throw e.getCause();
        }
        if (names.isEmpty()) {
            throw new UnusableDataException(file, "lists no image: fetch it again");
        }
        return ImageSet.encoded(
                dataSet.shape(),
                dataSet.classes(),
                dataSet.framing(),
                new ImageFiles(folder, names),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A list that came from elsewhere names no file of its reader's. */
    private static boolean staysInside(String name) {
        return !name.startsWith("/")
                && !name.contains("\\")
                && !Stream.of(name.split("/")).anyMatch(".."::equals);
    }
}
