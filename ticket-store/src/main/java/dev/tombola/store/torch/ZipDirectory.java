package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries of a zip, by its directory. PyTorch stores its tensors uncompressed, so that they can be used where they lie in
 * the mapped file, which {@code java.util.zip} has no way to do.
 */
final class ZipDirectory {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int DIRECTORY_ENTRY_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long IN_EXTRA_FIELD = 0xffffffffL;
    private static final int EXTRA64 = 1;

    private final MemorySegment file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * One entry as the directory describes it.
     *
     * @param method 0 is stored, 8 is deflated
     * @param packed its bytes as they lie in the file
     */
    record Entry(String name, int method, int crc, long size, MemorySegment packed) {}

    private record Extent(long begin, long end) {}

    private ZipDirectory(MemorySegment file) {
        this.file = file;
        var extent = directory(end());
        for (long at = extent.begin(); at < extent.end(); ) {
            at = entry(at);
        }
    }

    static boolean isZip(MemorySegment file) {
        return file.byteSize() >= Integer.BYTES && file.get(INT, 0) == LOCAL_HEADER;
    }

    static Map<String, Entry> read(MemorySegment file) {
        return Collections.unmodifiableMap(new ZipDirectory(file).entries);
    }

    /** Where the record is that ends the file, but for a comment. */
    private long end() {
        long last = file.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (file.get(INT, at) == END) {
                return at;
            }
        }
        throw new InvalidTensorFileException("truncated: the zip has no directory; fetch or save the file again");
    }

    private Extent directory(long end) {
        long length = unsignedInt(end + 12);
        long begin = unsignedInt(end + 16);
        long locator = end - LOCATOR64_BYTES;
        if (locator >= 0 && file.get(INT, locator) == LOCATOR64) {
            long end64 = file.get(LONG, locator + 8);
            check(end64, END64_BYTES, END64, "directory's end");
            length = file.get(LONG, end64 + 40);
            begin = file.get(LONG, end64 + 48);
        }
        if (begin < 0 || length < 0 || begin > end || length > end - begin) {
            throw new InvalidTensorFileException("the zip's directory lies outside of the file");
        }
        return new Extent(begin, begin + length);
    }

    private long entry(long at) {
        check(at, DIRECTORY_ENTRY_BYTES, DIRECTORY_ENTRY, "directory");
        int nameLength = unsignedShort(at + 28);
        int extraLength = unsignedShort(at + 30);
        long next = at + DIRECTORY_ENTRY_BYTES + nameLength + extraLength + unsignedShort(at + 32);
        if (next > file.byteSize()) {
            throw new InvalidTensorFileException("the zip's directory is truncated");
        }
        long afterName = at + DIRECTORY_ENTRY_BYTES + nameLength;
        var name = new String(
                file.asSlice(at + DIRECTORY_ENTRY_BYTES, nameLength).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8);
        var sizes = new Sizes(afterName, afterName + extraLength);
        long size = sizes.actual(unsignedInt(at + 24));
        long packedSize = sizes.actual(unsignedInt(at + 20));
        long place = sizes.actual(unsignedInt(at + 42));
        var packed = packed(name, place, packedSize);
        var entry = new Entry(name, unsignedShort(at + 10), file.get(INT, at + 16), size, packed);
        if (size < 0 || entries.put(name, entry) != null) {
            throw new InvalidTensorFileException("the zip's directory has %s"
                    .formatted(size < 0 ? "an entry of no size: " + name : "two entries " + name));
        }
        return next;
    }

    /** What does not fit into 32 bits stands, in this order, in an extra field. */
    private final class Sizes {
        private long at;
        private final long end;

        Sizes(long begin, long end) {
            long field = begin;
            while (field + 4 <= end && unsignedShort(field) != EXTRA64) {
                field += 4 + unsignedShort(field + 2);
            }
            this.at = field + 4;
            this.end = end;
        }

        long actual(long in32Bits) {
            if (in32Bits != IN_EXTRA_FIELD || at + Long.BYTES > end) {
                return in32Bits;
            }
            at += Long.BYTES;
            return file.get(LONG, at - Long.BYTES);
        }
    }

    private MemorySegment packed(String name, long place, long size) {
        check(place, LOCAL_HEADER_BYTES, LOCAL_HEADER, "entry " + name);
        long begin = place + LOCAL_HEADER_BYTES + unsignedShort(place + 26) + unsignedShort(place + 28);
        if (size < 0 || begin > file.byteSize() || size > file.byteSize() - begin) {
            throw new InvalidTensorFileException(
                    "the zip's entry %s takes %s bytes, which the file does not have; fetch or save it again"
                            .formatted(name, Long.toUnsignedString(size)));
        }
        return file.asSlice(begin, size);
    }

    private void check(long at, int length, int signature, String what) {
        if (at < 0 || at > file.byteSize() - length || file.get(INT, at) != signature) {
            throw new InvalidTensorFileException("the zip's %s is not where it should be".formatted(what));
        }
    }

    private int unsignedShort(long at) {
        return Short.toUnsignedInt(file.get(SHORT, at));
    }

    private long unsignedInt(long at) {
        return Integer.toUnsignedLong(file.get(INT, at));
    }
}
