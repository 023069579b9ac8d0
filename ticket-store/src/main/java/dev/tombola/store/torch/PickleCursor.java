package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a file's bytes one after the other; whatever runs over their end is refused before it is allocated. */
final class PickleCursor {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_LINE = 1000;

    private final MemorySegment bytes;
    private long at;

    PickleCursor(MemorySegment bytes) {
        this.bytes = bytes;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(skip(1).get(ValueLayout.JAVA_BYTE, 0));
    }

    int unsignedShort() {
        return unsignedByte() | unsignedByte() << Byte.SIZE;
    }

    int signedInt() {
        return skip(Integer.BYTES).get(INT, 0);
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    long signedLong() {
        return skip(Long.BYTES).get(LONG, 0);
    }

    /** Two's complement, the lowest byte first. */
    BigInteger wholeNumber(long length) {
        byte[] little = skip(length).toArray(ValueLayout.JAVA_BYTE);
        byte[] big = new byte[little.length + 1];
        for (int i = 0; i < little.length; i++) {
            big[big.length - 1 - i] = little[i];
        }
        big[0] = (byte) (little.length > 0 && little[little.length - 1] < 0 ? -1 : 0);
        return new BigInteger(big);
    }

    String text(long length) {
        return new String(skip(length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** Up to the end of the line, which is left out. */
    String line() {
        var line = new StringBuilder();
        for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
            if (line.length() == LONGEST_LINE) {
                throw new InvalidTensorFileException("a name has more than %d letters".formatted(LONGEST_LINE));
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** The next bytes, of which nothing is copied. */
    MemorySegment skip(long length) {
        if (length < 0 || length > bytes.byteSize() - at) {
            throw new InvalidTensorFileException("truncated: at byte %d, %s more are announced, but only %d follow"
                    .formatted(at, Long.toUnsignedString(length), bytes.byteSize() - at));
        }
        var next = bytes.asSlice(at, length);
        at += length;
        return next;
    }
}
