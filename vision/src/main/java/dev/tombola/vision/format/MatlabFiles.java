package dev.tombola.vision.format;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.network.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;

/**
 * <a href="http://ufldl.stanford.edu/housenumbers/">SVHN's</a> way to keep images, in MATLAB's format of version 5: {@code X},
 * bytes [height, width, channels, images] with the height running fastest, and {@code y}, a class for each, counted from 1,
 * of which the last stands for label 0: the digit 0 is class 10.
 */
final class MatlabFiles {
    private final Shape shape;
    private final int classes;
    private final int imageBytes;

    MatlabFiles(Shape shape, int classes) {
        this.shape = shape;
        this.classes = classes;
        this.imageBytes = shape.height() * shape.width() * shape.channels();
    }

    /** At most {@code most} images. */
    ImageSet read(Path file, int most) throws IOException {
        var content = content(file, most);
        var images = variable(file, content, MatlabVariables.IMAGES);
        var labels = variable(file, content, MatlabVariables.LABELS);
        int count = images.getNumElements() / imageBytes;
        if (labels.getNumElements() != count) {
            throw new UnusableDataException(
                    file, "has %d labels for %d images: fetch it again".formatted(labels.getNumElements(), count));
        }
        try {
            return ImageSet.of(
                    shape, classes, MemorySegment.ofArray(pixels(images, count)), labels(file, labels, count));
        } catch (IllegalArgumentException e) {
            throw altered(file, e); // its numbers are written as what is no number
        }
    }

    private Mat5File content(Path file, int most) throws IOException {
        var variables = new MatlabVariables(file, shape, most);
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new FlatMatlabReader(new WaryMatlabSource(in, Files.size(file), variables.bytes()), variables)
                    .readMat();
        } catch (IOException e) {
            if (e.getCause() instanceof UnusableDataException complaint) { // the library wraps whatever is thrown
                throw complaint;
            }
            throw altered(file, e.getCause() == null ? e : e.getCause());
        }
    }

    private static Matrix variable(Path file, Mat5File content, String name) {
        for (var entry : content.getEntries()) {
            if (entry.getName().equals(name) && entry.getValue() instanceof Matrix matrix) {
                return matrix;
            }
        }
        throw new UnusableDataException(file, "holds no %s: fetch it again".formatted(name));
    }

    private byte[] pixels(Matrix images, int count) {
        var pixels = new byte[count * imageBytes];
        int at = 0;
        for (int image = 0; image < count; image++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int y = 0; y < shape.height(); y++) {
                        int place = (y * shape.width() + x) * shape.channels() + channel;
                        pixels[image * imageBytes + place] = (byte) images.getLong(at++);
                    }
                }
            }
        }
        return pixels;
    }

    private int[] labels(Path file, Matrix matrix, int count) {
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            double number = matrix.getDouble(i);
            if (!(number >= 1 && number <= classes && number == Math.rint(number))) {
                throw new UnusableDataException(
                        file,
                        "is altered: it has a class %s, not of 1 to %d: fetch it again".formatted(number, classes));
            }
            labels[i] = (int) number % classes;
        }
        return labels;
    }

    private static UnusableDataException altered(Path file, Throwable cause) {
        return new UnusableDataException(
                file,
                "cannot be read as a MATLAB file of version 5 (%s): fetch it again"
                        .formatted(String.valueOf(cause.getMessage()).replaceAll("\\s+", " ")),
                cause);
    }
}
