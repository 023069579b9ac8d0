package dev.tombola.store.folder;

import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * Objects as files of a folder that all processes share. A file is written beside the others under a name of its own, and
 * then renamed, so there is all of an object or nothing. Asks of the file system that a rename replaces at once (docs/extending.md).
 */
public final class FolderBucket implements Bucket {
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Path folder;
    private final Path objects;
    private final Path unfinished;

    /** From {@code tombola.store.endpoint=file:///mnt/tickets}. */
    public static FolderBucket from(Function<String, Optional<String>> value) {
        var endpoint = value.apply("tombola.store.endpoint").orElse("");
        try {
            return new FolderBucket(Path.of(URI.create(endpoint)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalArgumentException(
                    "tombola.store.endpoint: %s is no folder's address, such as file:///mnt/tickets"
                            .formatted(endpoint),
                    e);
        }
    }

    FolderBucket(Path folder) {
        this.folder = folder;
        this.objects = folder.resolve("objects");
        this.unfinished = folder.resolve("unfinished");
    }

    @Override
    public void ensure() {
        try {
            Files.createDirectories(objects);
            Files.createDirectories(unfinished);
        } catch (IOException e) {
            throw failed("making the store", e);
        }
    }

    @Override
    public void require() {
        if (!Files.isDirectory(objects) || !Files.isDirectory(unfinished)) {
            throw new StoreException("folder %s is no store: mount it, or run ./tombola init".formatted(folder));
        }
    }

    @Override
    public void write(String key, byte[] content) {
        replace(key, new ByteArrayInputStream(content));
    }

    @Override
    public void write(String key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("writing %s: no file at %s".formatted(key, file));
        }
        try (var content = Files.newInputStream(file)) {
            replace(key, content);
        } catch (IOException e) {
            throw failed("writing " + key, e);
        }
    }

    private void replace(String key, InputStream content) {
        require();
        try {
            var temporary =
                    unfinished.resolve(UUID.randomUUID().toString()); // not createTempFile: nobody else could read it
            try {
                Files.copy(content, temporary);
                try (var written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                var target = ObjectFile.of(objects, key);
                Files.createDirectories(target.getParent());
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed("writing " + key, e);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(ObjectFile.of(objects, key));
        } catch (NoSuchFileException e) {
            require();
            throw new MissingObjectException(key);
        } catch (IOException e) {
            throw failed("reading " + key, e);
        }
    }

    @Override
    public OptionalLong size(String key) {
        try {
            return OptionalLong.of(Files.size(ObjectFile.of(objects, key)));
        } catch (NoSuchFileException e) {
            require();
            return OptionalLong.empty();
        } catch (IOException e) {
            throw failed("looking for " + key, e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        require();
        var keys = new ArrayList<String>();
        try {
            Files.walkFileTree(objects, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var key = ObjectFile.key(objects, file);
                    if (key.startsWith(prefix)) {
                        keys.add(key);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // deleted meanwhile
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw failed("listing %s*".formatted(prefix), e);
        }
        keys.sort(BY_CODE_POINT);
        return List.copyOf(keys);
    }

    @Override
    public void delete(String key) {
        require();
        try {
            Files.deleteIfExists(ObjectFile.of(objects, key));
        } catch (IOException e) {
            throw failed("deleting " + key, e);
        }
    }

    @Override
    public String describe() {
        return "folder " + folder;
    }

    @Override
    public void close() {}

    private StoreException failed(String what, IOException e) {
        return new StoreException("%s in folder %s: %s".formatted(what, folder, e), e);
    }
}
