package dev.tombola.vision.format;

import dev.tombola.vision.data.UnusableDataException;
import dev.tombola.vision.network.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import us.hebi.matlab.mat.format.Mat5Reader.EntryFilter;
import us.hebi.matlab.mat.format.Mat5Reader.EntryHeader;
import us.hebi.matlab.mat.types.MatlabType;

/** Which variables of a file are read, looked at before their values are. Serves one reading. */
final class MatlabVariables implements EntryFilter {
    static final String IMAGES = "X";
    static final String LABELS = "y";

    private static final int HEADER_BYTES = 4096;
    private static final Set<MatlabType> NUMBERS = Set.of(
            MatlabType.Double, MatlabType.Single,
            MatlabType.Int8, MatlabType.UInt8,
            MatlabType.Int16, MatlabType.UInt16,
            MatlabType.Int32, MatlabType.UInt32);

    private final Path file;
    private final Shape shape;
    private final int most;
    private final Set<String> met = new HashSet<>();

    /** @param most images */
    MatlabVariables(Path file, Shape shape, int most) {
        this.file = file;
        this.shape = shape;
        this.most = most;
    }

    /** No part of a file that holds these, and at most so many images, is longer. */
    long bytes() {
        long image = (long) shape.height() * shape.width() * shape.channels();
        return HEADER_BYTES + most * Math.max(image, Double.BYTES);
    }

    @Override
    public boolean isAccepted(EntryHeader header) {
        return switch (header.getName()) {
            case IMAGES -> isImages(header) && isFirst(header);
            case LABELS -> isLabels(header) && isFirst(header);
            default -> false;
        };
    }

    private boolean isImages(EntryHeader header) {
        int[] sides = Arrays.copyOf(header.getDimensions(), 4);
        if (header.getDimensions().length == 3) {
            sides[3] = 1; // MATLAB leaves out a last side of 1
        }
        if (header.getType() != MatlabType.UInt8
                || header.isComplex()
                || header.getDimensions().length > 4
                || sides[0] != shape.height()
                || sides[1] != shape.width()
                || sides[2] != shape.channels()) {
            throw complaint(header, "uint8 [%d, %d, %d, n]".formatted(shape.height(), shape.width(), shape.channels()));
        }
        requireCount(sides[3]);
        return true;
    }

    private boolean isLabels(EntryHeader header) {
        int[] sides = header.getDimensions();
        if (!NUMBERS.contains(header.getType())
                || header.isComplex()
                || sides.length != 2
                || Math.min(sides[0], sides[1]) != 1) {
            throw complaint(header, "numbers [n, 1]");
        }
        requireCount(Math.max(sides[0], sides[1]));
        return true;
    }

    private void requireCount(int count) {
        if (count < 1 || count > most) {
            throw new UnusableDataException(
                    file, "claims %d entries where at most %d belong: fetch it again".formatted(count, most));
        }
    }

    private boolean isFirst(EntryHeader header) {
        if (!met.add(header.getName())) {
            throw new UnusableDataException(file, "holds %s twice: fetch it again".formatted(header.getName()));
        }
        return true;
    }

    private UnusableDataException complaint(EntryHeader header, String expected) {
        var sides = Arrays.stream(header.getDimensions()).limit(5).boxed().toList();
        return new UnusableDataException(
                file,
                "has %s as %s %s, not as %s: is it another data set?"
                        .formatted(header.getName(), header.getType(), sides, expected));
    }
}
