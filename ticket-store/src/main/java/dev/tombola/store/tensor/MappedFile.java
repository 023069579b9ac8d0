package dev.tombola.store.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** A file's bytes where they lie. Closing ends the mapping and every view of it; of bytes that were given it does nothing. */
public final class MappedFile implements AutoCloseable {
    private final MemorySegment bytes;
    private final Arena arena;

    private MappedFile(MemorySegment bytes, Arena arena) {
        this.bytes = bytes;
        this.arena = arena;
    }

    /**
     * Maps a file for whoever reads it; the mapping does not outlive a reader that throws.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static <T> T open(Path file, Function<MappedFile, T> reader) {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reader.apply(
                    new MappedFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), arena));
        } catch (IOException e) {
            arena.close();
            throw unreadable(file, e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Of bytes in memory, which are not copied. */
    public static MappedFile of(MemorySegment bytes) {
        return new MappedFile(bytes, Arena.ofShared());
    }

    /**
     * Reads a file's first bytes, fewer where it is shorter.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static ByteBuffer beginning(Path file, int most) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var start = ByteBuffer.allocate(most);
            while (start.hasRemaining() && channel.read(start) >= 0) {}
            return start.flip();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    public MemorySegment bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException(
                e instanceof NoSuchFileException ? "no file at " + file : "cannot read " + file + ": " + e, e);
    }
}
