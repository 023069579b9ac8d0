package dev.tombola.store.mask;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.MappedFile;
import dev.tombola.store.tensor.WholeFile;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * All masks of a chain in one file: for every weight a byte with the level that it is first missing from, deflated in blocks.
 * {@code docs/mask-file.md} specifies it. A file on disk is mapped; a level is read without the others.
 */
public final class MaskFile implements AutoCloseable {
    static final int BLOCK = 1 << 20;

    private final MaskFileHeader header;
    private final DeathBlocks blocks;
    private final String origin;
    private final MappedFile file;

    private MaskFile(String origin, MappedFile file) {
        this.origin = origin;
        this.file = file;
        try {
            this.header = MaskFileHeader.read(file.bytes());
            this.blocks = new DeathBlocks(file.bytes(), header);
        } catch (InvalidTensorFileException e) {
            throw new InvalidTensorFileException(origin + ": " + e.getMessage(), e);
        }
    }

    /**
     * Maps a file.
     *
     * @throws InvalidTensorFileException when it is not valid
     * @throws UncheckedIOException when it cannot be read
     */
    public static MaskFile open(Path file) {
        return MappedFile.open(file, mapped -> new MaskFile(file.toString(), mapped));
    }

    /** Of a file's bytes, which are not copied; closing does nothing. */
    public static MaskFile of(byte[] content) {
        return new MaskFile("mask file", MappedFile.of(MemorySegment.ofArray(content)));
    }

    /** Whether a file begins as mask files do. */
    public static boolean looksLike(Path file) {
        return MaskFileHeader.isMagic(
                MappedFile.beginning(file, MaskFileHeader.MAGIC_BYTES).array());
    }

    public MaskLayout layout() {
        return header.layout();
    }

    /** Ascending; without 0, the dense network, which every chain has. */
    public List<Integer> levels() {
        return header.levels();
    }

    /**
     * The mask of one level.
     *
     * @throws IllegalArgumentException when the file has no such level
     * @throws InvalidTensorFileException when its blocks were altered
     */
    public Mask mask(int level) {
        if (level != 0 && !header.levels().contains(level)) {
            throw new IllegalArgumentException(
                    "%s: no level %d; there are 0 and %s".formatted(origin, level, levels()));
        }
        try {
            return Mask.keeping(layout(), BitSet.valueOf(blocks.survivors(level)));
        } catch (InvalidTensorFileException e) {
            throw new InvalidTensorFileException(origin + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * Writes a file that appears only when it is whole; equal bytes for equal masks.
     *
     * @param masks by level, from 1 to 255
     * @throws IllegalArgumentException when there is none, or one keeps what a lower level has lost
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path file, SortedMap<Integer, Mask> masks) {
        WholeFile.write(file, out -> write(out, masks));
    }

    /** As {@link #write(Path, SortedMap)}. */
    public static void write(OutputStream out, SortedMap<Integer, Mask> masks) throws IOException {
        var deaths = deaths(masks);
        var layout = masks.values().iterator().next().layout();
        var blocks = IntStream.range(0, Math.ceilDiv(deaths.length, BLOCK))
                .parallel()
                .mapToObj(block -> DeathBlocks.deflate(deaths, block))
                .toList();
        new MaskFileHeader(List.copyOf(masks.keySet()), layout).write(out, blocks);
        for (var block : blocks) {
            out.write(block.bytes());
        }
        out.flush();
    }

    private static byte[] deaths(SortedMap<Integer, Mask> masks) {
        if (masks.isEmpty()) {
            throw new IllegalArgumentException("a mask file needs at least one level");
        }
        var layout = masks.values().iterator().next().layout();
        var deaths = new byte[layout.size()];
        var before = Mask.dense(layout);
        for (var entry : masks.entrySet()) {
            int level = entry.getKey();
            if (level < 1 || level > MaskFileHeader.HIGHEST_LEVEL) {
                throw new IllegalArgumentException(
                        "level %d is not in [1, %d]".formatted(level, MaskFileHeader.HIGHEST_LEVEL));
            }
            if (!entry.getValue().isSubsetOf(before)) {
                throw new IllegalArgumentException(
                        "the mask of level %d keeps what a lower level has lost, or is of another network"
                                .formatted(level));
            }
            var dying = before.bits();
            dying.andNot(entry.getValue().bits());
            dying.stream().forEach(weight -> deaths[weight] = (byte) level);
            before = entry.getValue();
        }
        return deaths;
    }
}
