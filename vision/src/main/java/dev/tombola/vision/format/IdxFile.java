package dev.tombola.vision.format;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.network.Shape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** MNIST's <a href="https://yann.lecun.org/exdb/mnist/">idx format</a>: a magic number, the sides, unsigned bytes. */
final class IdxFile {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private IdxFile() {}

    /** At most {@code most} images of one channel, and as many labels. */
    static ImageSet read(Path imageFile, Path labelFile, Shape shape, int classes, int most) throws IOException {
        var pixels = values(imageFile, IMAGES, most, shape.height(), shape.width());
        var labels = values(labelFile, LABELS, most);
        int images = pixels.length / (shape.height() * shape.width());
        if (images != labels.length) {
            throw new UnusableDataException(
                    labelFile, "has %d labels for %d images: fetch both files again".formatted(labels.length, images));
        }
        var numbers =
                IntStream.range(0, labels.length).map(i -> labels[i] & 0xFF).toArray();
        if (IntStream.of(numbers).anyMatch(label -> label >= classes)) {
            throw new UnusableDataException(
                    labelFile, "has a label beyond class %d: fetch it again".formatted(classes - 1));
        }
        return ImageSet.of(shape, classes, MemorySegment.ofArray(pixels), numbers);
    }

    private static byte[] values(Path file, int magic, int most, int... sides) throws IOException {
        try (var in = new DataInputStream(open(file))) {
            if (in.readInt() != magic) {
                throw new UnusableDataException(file, "is no idx file of the right kind: fetch it again");
            }
            int count = in.readInt();
            if (count < 1 || count > most) {
                throw new UnusableDataException(
                        file, "claims %d entries where at most %d belong: fetch it again".formatted(count, most));
            }
            int size = count;
            for (int side : sides) {
                int found = in.readInt();
                if (found != side) {
                    throw new UnusableDataException(
                            file, "has images of side %d, not %d: is it another data set?".formatted(found, side));
                }
                size *= side;
            }
            var values = in.readNBytes(size);
            if (values.length < size || in.read() >= 0) {
                throw new UnusableDataException(
                        file, "is not as long as it claims (%d entries): fetch it again".formatted(count));
            }
            return values;
        } catch (EOFException | ZipException e) {
            throw new UnusableDataException(file, "is truncated or altered: fetch it again", e);
        }
    }

    /** Unpacked if it starts like a gzip file, whatever it is called. */
    private static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return zipped ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
