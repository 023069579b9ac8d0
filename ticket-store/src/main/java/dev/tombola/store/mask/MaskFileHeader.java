package dev.tombola.store.mask;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What comes before the blocks of a mask file.
 *
 * @param levels strictly ascending, from 1 to 255
 */
record MaskFileHeader(List<Integer> levels, MaskLayout layout) {
    static final int MAGIC_BYTES = 8;
    static final int HIGHEST_LEVEL = 255;

    private static final byte[] MAGIC = "TOMBMASK".getBytes(StandardCharsets.US_ASCII);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int VERSION = 1;
    private static final int START_BYTES = MAGIC_BYTES + 2 * Integer.BYTES;

    MaskFileHeader {
        levels = List.copyOf(levels);
    }

    /** As JSON has it. */
    private record Text(List<Integer> levels, List<MaskLayout.Tensor> tensors) {}

    static boolean isMagic(byte[] start) {
        return Arrays.equals(MAGIC, start);
    }

    static MaskFileHeader read(MemorySegment file) {
        if (file.byteSize() < START_BYTES
                || !isMagic(file.asSlice(0, MAGIC_BYTES).toArray(ValueLayout.JAVA_BYTE))) {
            throw new InvalidTensorFileException("is no mask file: it does not begin with TOMBMASK");
        }
        int version = file.get(INT, MAGIC_BYTES);
        if (version != VERSION) {
            throw new InvalidTensorFileException("is a mask file of version %s; only %d is known"
                    .formatted(Integer.toUnsignedString(version), VERSION));
        }
        long length = length(file);
        if (length > file.byteSize() - START_BYTES) {
            throw new InvalidTensorFileException("truncated: a header of %d bytes does not fit into a file of %d"
                    .formatted(length, file.byteSize()));
        }
        return parse(
                new String(file.asSlice(START_BYTES, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
    }

    /** Where the table of blocks begins. */
    static long end(MemorySegment file) {
        return START_BYTES + length(file);
    }

    /** Header and table; the blocks follow. */
    void write(OutputStream out, List<DeathBlocks.Deflated> blocks) throws IOException {
        byte[] json = Json.write(new Text(levels, layout.tensors())).getBytes(StandardCharsets.UTF_8);
        int tableBytes = (blocks.size() + 1) * Long.BYTES + blocks.size() * Integer.BYTES;
        var bytes = ByteBuffer.allocate(START_BYTES + json.length + tableBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(VERSION).putInt(json.length).put(json);
        long offset = bytes.capacity();
        for (var block : blocks) {
            bytes.putLong(offset);
            offset += block.bytes().length;
        }
        bytes.putLong(offset);
        blocks.forEach(block -> bytes.putInt(block.crc()));
        out.write(bytes.array());
    }

    private static long length(MemorySegment file) {
        return Integer.toUnsignedLong(file.get(INT, MAGIC_BYTES + Integer.BYTES));
    }

    private static MaskFileHeader parse(String json) {
        try {
            var text = Json.read(json, Text.class);
            var header = new MaskFileHeader(text.levels(), new MaskLayout(text.tensors()));
            int before = 0;
            for (int level : header.levels()) {
                if (level <= before || level > HIGHEST_LEVEL) {
                    throw new InvalidTensorFileException(
                            "levels %s do not ascend from 1 to %d".formatted(header.levels(), HIGHEST_LEVEL));
                }
                before = level;
            }
            header.layout().size();
            return header;
        } catch (InvalidDocumentException | IllegalArgumentException | ArithmeticException e) {
            throw new InvalidTensorFileException("the mask file's header is not valid: " + e.getMessage(), e);
        }
    }
}
