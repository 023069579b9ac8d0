package dev.tombola.ticket.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Objects in a map. The store of test-kit, which keeps the whole contract, is in a module that needs this one. */
final class Shelf implements ObjectStore {
    final TreeMap<String, byte[]> objects = new TreeMap<>();
    int writes;
    /** Whether every stream breaks after its first byte. */
    boolean broken;

    @Override
    public void write(String key, byte[] content) {
        writes++;
        objects.put(key, content.clone());
    }

    @Override
    public void write(String key, Path file) {
        try {
            write(key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String key) {
        byte[] content = objects.get(key);
        if (content == null) {
            throw new MissingObjectException(key);
        }
        return broken
                ? new SequenceInputStream(new ByteArrayInputStream(content, 0, 1), new CutOff())
                : new ByteArrayInputStream(content);
    }

    @Override
    public OptionalLong size(String key) {
        byte[] content = objects.get(key);
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
    }

    @Override
    public List<String> list(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    private static final class CutOff extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("cut off");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return read();
        }
    }
}
