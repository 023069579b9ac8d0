package dev.tombola.store.mask;

import dev.tombola.store.tensor.Allowance;
import dev.tombola.store.tensor.InvalidTensorFileException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The blocks of a mask file: for each weight, 0 where it survives all levels, else the level that it is first missing from. */
final class DeathBlocks {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final int weights;
    private final int count;
    private final long table;

    /** One block as it is written, and the CRC-32 of what it inflates to. */
    static final class Deflated {
        private final byte[] bytes;
        private final int crc;

        private Deflated(byte[] bytes, int crc) {
            this.bytes = bytes;
            this.crc = crc;
        }

        byte[] bytes() {
            return bytes;
        }

        int crc() {
            return crc;
        }
    }

    /** Checks that the table's blocks fill the file exactly. */
    DeathBlocks(MemorySegment file, MaskFileHeader header) {
        this.file = file;
        this.weights = header.layout().size();
        this.count = Math.ceilDiv(weights, MaskFile.BLOCK);
        this.table = MaskFileHeader.end(file);
        long first = table + (count + 1L) * Long.BYTES + (long) count * Integer.BYTES;
        if (first > file.byteSize() || offset(0) != first || offset(count) != file.byteSize()) {
            throw new InvalidTensorFileException(
                    "truncated or altered: %d blocks do not fill a file of %d bytes".formatted(count, file.byteSize()));
        }
        for (int block = 0; block < count; block++) {
            if (offset(block) >= offset(block + 1)) {
                throw new InvalidTensorFileException("block %d does not end after it begins".formatted(block));
            }
        }
        new Allowance(file.byteSize()).take(weights / Byte.SIZE, "a mask of %d weights".formatted(weights));
    }

    /** Huffman coding only: on masks it is smaller than searching for repetitions, and ten times as fast. */
    static Deflated deflate(byte[] deaths, int block) {
        int from = block * MaskFile.BLOCK;
        int length = Math.min(MaskFile.BLOCK, deaths.length - from);
        try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.setInput(deaths, from, length);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var chunk = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return new Deflated(out.toByteArray(), crc(deaths, from, length));
        }
    }

    /** A bit per weight, the first in the lowest of the first number: set where it is there at this level. */
    long[] survivors(int level) {
        var words = new long[Math.ceilDiv(weights, Long.SIZE)];
        // A block is a whole number of words, so that no two of them touch the same.
        IntStream.range(0, count).parallel().forEach(block -> addSurvivors(block, level, words));
        return words;
    }

    private void addSurvivors(int block, int level, long[] words) {
        byte[] deaths = inflate(block);
        int at = block * (MaskFile.BLOCK / Long.SIZE);
        for (int from = 0; from < deaths.length; from += Long.SIZE) {
            int end = Math.min(deaths.length, from + Long.SIZE);
            long word = 0;
            for (int i = from; i < end; i++) {
                // 0 becomes 255, so that one comparison tells both cases.
                word |= ((deaths[i] - 1 & 0xff) >= level ? 1L : 0L) << i;
            }
            words[at++] = word;
        }
    }

    private byte[] inflate(int block) {
        var deaths = new byte[Math.min(MaskFile.BLOCK, weights - block * MaskFile.BLOCK)];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(file.asSlice(offset(block), offset(block + 1) - offset(block))
                    .asByteBuffer());
            int length = 0;
            while (length < deaths.length && !inflater.finished() && !inflater.needsInput()) {
                length += inflater.inflate(deaths, length, deaths.length - length);
            }
            boolean more = inflater.inflate(new byte[1]) > 0;
            if (length < deaths.length || more || !inflater.finished() || crc(deaths, 0, length) != crc(block)) {
                throw new InvalidTensorFileException("block %d was altered".formatted(block));
            }
            return deaths;
        } catch (DataFormatException e) {
            throw new InvalidTensorFileException("block %d was altered: %s".formatted(block, e.getMessage()), e);
        }
    }

    private long offset(int block) {
        return file.get(LONG, table + (long) block * Long.BYTES);
    }

    private int crc(int block) {
        return file.get(INT, table + (count + 1L) * Long.BYTES + (long) block * Integer.BYTES);
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
