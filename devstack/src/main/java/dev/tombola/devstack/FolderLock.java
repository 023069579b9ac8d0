package dev.tombola.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a folder to one broker, of whatever process. */
final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Creates the folder where it is missing.
     *
     * @throws DevstackException when somebody else holds it
     */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            var file = FileChannel.open(folder.resolve(".in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (file.tryLock() != null) {
                    return new FolderLock(file);
                }
                file.close();
                throw inUse(folder, null);
            } catch (OverlappingFileLockException e) {
                file.close();
                throw inUse(folder, e);
            }
        } catch (IOException e) {
            throw new DevstackException("cannot use %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DevstackException inUse(Path folder, @Nullable Throwable cause) {
        return new DevstackException(
                "another broker uses %s: stop it, or choose another folder".formatted(folder), cause);
    }
}
