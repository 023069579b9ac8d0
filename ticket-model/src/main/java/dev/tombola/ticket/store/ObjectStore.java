package dev.tombola.ticket.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A bucket: keys are paths with {@code /}, values bytes. Implementations retry passing faults themselves; what escapes is
 * final for now and named ({@link StoreException}). Writing a key again replaces its object at once or not at all, and who
 * reads it meanwhile reads the old or the new whole. No caller writes a key below another ({@code a} and {@code a/b}),
 * which not all servers keep, nor one with {@code .} or {@code ..} as a part.
 */
public interface ObjectStore {
    /** Writes an object of any size, in parts where it is large. */
    void write(String key, byte[] content);

    /** Writes a file of any size, in parts where it is large. */
    void write(String key, Path file);

    /**
     * Opens an object for reading; the caller closes it.
     *
     * @throws MissingObjectException when there is no such key
     */
    InputStream open(String key);

    /**
     * A whole object in memory.
     *
     * @throws MissingObjectException when there is no such key
     * @throws OversizedObjectException when it is larger than what it is taken for; so much of it is read, and no more
     */
    default byte[] read(String key, SizeLimit limit) {
        try (var in = open(key)) {
            byte[] content = in.readNBytes((int) Math.min(limit.bytes() + 1, Integer.MAX_VALUE - 8));
            limit.require(key, content.length);
            return content;
        } catch (IOException e) {
            throw new StoreException("reading " + key + ": " + e.getMessage(), e);
        }
    }

    /** How many bytes an object has; empty when there is no such key. */
    OptionalLong size(String key);

    default boolean contains(String key) {
        return size(key).isPresent();
    }

    /** All keys that begin with the prefix, in code-point order. */
    List<String> list(String prefix);

    /** Removes an object; removing what is not there does nothing. */
    void delete(String key);
}
