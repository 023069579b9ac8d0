package dev.tombola.ticket.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Immutable objects named by their content. Writing twice costs one look, which takes an object of another size for one
 * that has to be written again; every read is verified.
 */
public final class Blobs {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ObjectStore store;

    public Blobs(ObjectStore store) {
        this.store = store;
    }

    public ObjectRef write(byte[] content) {
        var ref = new ObjectRef(Digest.of(content), content.length);
        if (!looksWhole(ref)) {
            store.write(ref.key(), content);
        }
        return ref;
    }

    public ObjectRef write(Path file) {
        var ref = refOf(file);
        if (!looksWhole(ref)) {
            store.write(ref.key(), file);
        }
        return ref;
    }

    /** Whether the object is there as it was written; one that was altered is removed, so that it can be written again. */
    public boolean verify(ObjectRef ref) {
        try {
            check(ref);
            return true;
        } catch (MissingObjectException e) {
            return false;
        } catch (AlteredObjectException e) {
            store.delete(ref.key());
            return false;
        }
    }

    /**
     * Reads the whole object and changes nothing.
     *
     * @throws MissingObjectException when it is not there
     * @throws AlteredObjectException when its bytes are not those that were written
     */
    public void check(ObjectRef ref) {
        var sha256 = Digest.sha256();
        try (var in = new DigestInputStream(store.open(ref.key()), sha256)) {
            long size = transfer(in, OutputStream.nullOutputStream(), ref);
            requireWhole(ref.key(), ref, Digest.of(sha256), size);
        } catch (IOException e) {
            throw new StoreException("reading " + ref.key() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The whole object in memory, of which it may take a part.
     *
     * @throws MissingObjectException when it is not there
     * @throws AlteredObjectException when its bytes are not those that were written
     * @throws OversizedObjectException when it is larger than {@link SizeLimit#MEMORY}; then nothing is read
     */
    public byte[] read(ObjectRef ref) {
        SizeLimit.MEMORY.require(ref.key(), ref.size());
        try (InputStream in = store.open(ref.key())) {
            byte[] content = in.readNBytes((int) Math.min(ref.size() + 1, Integer.MAX_VALUE - 8)); // one more tells
            requireWhole(ref.key(), ref, Digest.of(content), content.length);
            return content;
        } catch (IOException e) {
            throw new StoreException("reading " + ref.key() + ": " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #read(ObjectRef)}.
     *
     * @param limit of what the object is taken for
     * @throws OversizedObjectException when it is larger; then nothing is read
     */
    public byte[] read(ObjectRef ref, SizeLimit limit) {
        limit.require(ref.key(), ref.size());
        return read(ref);
    }

    /**
     * Copies an object to a file, which appears only when it is whole.
     *
     * @throws MissingObjectException when it is not there
     * @throws AlteredObjectException when its bytes are not those that were written
     */
    public Path fetch(ObjectRef ref, Path target) {
        return fetch(ref.key(), ref, target);
    }

    /** As {@link #fetch(ObjectRef, Path)}, of an object that lies under a key of its own. */
    public Path fetch(String key, ObjectRef content, Path target) {
        try {
            Path whole = target.toAbsolutePath();
            Files.createDirectories(whole.resolveSibling(".").normalize());
            // Not a temporary file of the platform's making, which nobody else could read.
            Path partial = whole.resolveSibling(".fetch-" + UUID.randomUUID() + ".part");
            try {
                var sha256 = Digest.sha256();
                long size;
                try (var in = new DigestInputStream(store.open(key), sha256);
                        OutputStream out = Files.newOutputStream(partial)) {
                    size = transfer(in, out, content);
                }
                requireWhole(key, content, Digest.of(sha256), size);
                return Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new StoreException("fetching " + key + " to " + target + ": " + e.getMessage(), e);
        }
    }

    /** No more than one byte beyond what is expected, which tells as much as all that may follow. */
    private static long transfer(InputStream in, OutputStream out, ObjectRef expected) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        long size = 0;
        while (size <= expected.size()) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, expected.size() + 1 - size));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            size += read;
        }
        return size;
    }

    /** The name that a file's content has. */
    public static ObjectRef refOf(Path file) {
        var sha256 = Digest.sha256();
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new ObjectRef(Digest.of(sha256), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean looksWhole(ObjectRef ref) {
        return store.size(ref.key()).equals(OptionalLong.of(ref.size()));
    }

    private static void requireWhole(String key, ObjectRef expected, Digest found, long size) {
        if (size != expected.size() || !found.equals(expected.digest())) {
            throw new AlteredObjectException(key, expected, found, size);
        }
    }
}
