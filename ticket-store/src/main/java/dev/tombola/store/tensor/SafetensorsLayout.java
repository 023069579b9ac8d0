package dev.tombola.store.tensor;

import dev.tombola.store.tensor.SafetensorsHeader.Entry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the parts of a safetensors file and refuses one whose tensors do not cover its data exactly. */
record SafetensorsLayout(SafetensorsHeader header, MemorySegment data) {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The reference's own bound. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    static SafetensorsLayout of(MemorySegment file) {
        long length = headerLength(file);
        var header = SafetensorsHeader.parse(file.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE));
        var data = file.asSlice(Long.BYTES + length);
        checkPlaces(header.entries(), data.byteSize());
        return new SafetensorsLayout(header, data);
    }

    /** In the header's order. */
    Map<String, TensorView> tensors() {
        var tensors = new LinkedHashMap<String, TensorView>();
        header.entries().forEach((name, at) -> {
            var bytes = data.asSlice(at.begin(), at.end() - at.begin());
            tensors.put(name, new TensorView(name, at.dtype(), at.shape(), bytes));
        });
        return tensors;
    }

    private static long headerLength(MemorySegment file) {
        if (file.byteSize() < Long.BYTES) {
            throw new InvalidTensorFileException("%d bytes are too few for a tensor file".formatted(file.byteSize()));
        }
        long length = file.get(LENGTH, 0);
        if (length < 0 || length > MAX_HEADER_BYTES) {
            throw new InvalidTensorFileException("a header of %s bytes exceeds the limit of %d"
                    .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES));
        }
        if (length > file.byteSize() - Long.BYTES) {
            throw new InvalidTensorFileException("truncated: a header of %d bytes does not fit into a file of %d"
                    .formatted(length, file.byteSize()));
        }
        return length;
    }

    private static void checkPlaces(Map<String, Entry> entries, long dataSize) {
        var byPlace = entries.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)))
                .toList();
        long covered = 0;
        for (var tensor : byPlace) {
            covered = end(tensor.getKey(), tensor.getValue(), covered);
        }
        if (covered != dataSize) {
            throw new InvalidTensorFileException("%s: the tensors take %d bytes, the file holds %d"
                    .formatted(covered > dataSize ? "truncated" : "too long", covered, dataSize));
        }
    }

    private static long end(String name, Entry at, long covered) {
        if (at.begin() != covered || at.end() < at.begin()) {
            throw new InvalidTensorFileException(
                    "tensor %s: its bytes [%d, %d) do not follow the previous tensor's, which end at %d"
                            .formatted(name, at.begin(), at.end(), covered));
        }
        if (byteSize(name, at) != at.end() - at.begin()) {
            throw new InvalidTensorFileException("tensor %s: %s %s takes %d bytes, not %d"
                    .formatted(name, at.dtype(), at.shape(), byteSize(name, at), at.end() - at.begin()));
        }
        return at.end();
    }

    private static long byteSize(String name, Entry at) {
        try {
            return Shapes.byteSize(at.shape(), at.dtype());
        } catch (IllegalArgumentException e) {
            throw new InvalidTensorFileException("tensor %s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
