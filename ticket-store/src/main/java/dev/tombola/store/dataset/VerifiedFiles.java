package dev.tombola.store.dataset;

import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Files whose content was compared with its digest; they are read again only when they look changed. */
final class VerifiedFiles {
    private final Map<Path, Verified> verified = new ConcurrentHashMap<>();

    private record Verified(ObjectRef content, Look look) {}

    /** @param key tells a file from another of the same name; none where the file system has no such thing */
    private record Look(
            long size, FileTime changed, @Nullable Object key) {
        static Look at(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look at " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Whether the file is there and holds this. */
    boolean holds(Path file, ObjectRef content) {
        if (!Files.exists(file)) {
            return false;
        }
        var now = new Verified(content, Look.at(file)); // before the file is read: what changes later looks changed
        if (now.equals(verified.get(file))) {
            return true;
        }
        boolean holds = Blobs.refOf(file).equals(content);
        if (holds) {
            verified.put(file, now);
        }
        return holds;
    }

    /** The file was verified while it was written. */
    void add(Path file, ObjectRef content) {
        verified.put(file, new Verified(content, Look.at(file)));
    }
}
