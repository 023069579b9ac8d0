package dev.tombola.vision.format;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.network.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The binary version of <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>: records of one or two bytes of
 * labels, the last of which counts, and an image's red, green and blue plane.
 */
final class RecordFiles {
    private final Shape shape;
    private final int classes;
    private final int labelBytes;
    private final int planeBytes;
    private final int imageBytes;

    RecordFiles(Shape shape, int classes, int labelBytes) {
        this.shape = shape;
        this.classes = classes;
        this.labelBytes = labelBytes;
        this.planeBytes = shape.height() * shape.width();
        this.imageBytes = planeBytes * shape.channels();
    }

    /** One set out of all files, in this order, of at most {@code most} images. */
    ImageSet read(List<Path> files, int most) throws IOException {
        long records = 0;
        for (Path file : files) {
            records += records(file);
            if (records > most) {
                throw new UnusableDataException(file, "is one too many: at most %d images belong".formatted(most));
            }
        }
        var pixels = new byte[(int) records * imageBytes];
        var labels = new int[(int) records];
        int at = 0;
        for (Path file : files) {
            at = read(file, pixels, labels, at);
        }
        if (at < labels.length) {
            throw new UnusableDataException(files.getLast(), "was cut while it was read: fetch it again");
        }
        return ImageSet.of(shape, classes, MemorySegment.ofArray(pixels), labels);
    }

    private long records(Path file) throws IOException {
        long size = Files.size(file);
        int record = labelBytes + imageBytes;
        if (size == 0 || size % record != 0) {
            throw new UnusableDataException(
                    file, "is truncated: %d bytes are no whole number of %d: fetch it again".formatted(size, record));
        }
        return size / record;
    }

    private int read(Path file, byte[] pixels, int[] labels, int first) throws IOException {
        int at = first;
        var record = new byte[labelBytes + imageBytes];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            while (at < labels.length && in.readNBytes(record, 0, record.length) == record.length) {
                labels[at] = label(file, record);
                interleave(record, pixels, at * imageBytes);
                at++;
            }
        }
        return at;
    }

    private int label(Path file, byte[] record) {
        int label = record[labelBytes - 1] & 0xFF;
        if (label >= classes) {
            throw new UnusableDataException(
                    file,
                    "is altered: it has a label %d, beyond class %d: fetch it again".formatted(label, classes - 1));
        }
        return label;
    }

    private void interleave(byte[] record, byte[] pixels, int at) {
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = labelBytes + channel * planeBytes;
            for (int i = 0; i < planeBytes; i++) {
                pixels[at + i * shape.channels() + channel] = record[plane + i];
            }
        }
    }
}
