package dev.tombola.testkit;

import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket on the heap, for tests of whatever needs a store; safe to share between threads. */
public final class InMemoryObjectStore implements ObjectStore {
    /** Bytes of UTF-8 sort as code points do; Java's own order of strings differs beyond the basic plane. */
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>(BY_CODE_POINT);

    @Override
    public void write(String key, byte[] content) {
        objects.put(key, content.clone());
    }

    @Override
    public void write(String key, Path file) {
        try {
            objects.put(key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StoreException("writing %s: no file at %s".formatted(key, file), e);
        }
    }

    @Override
    public InputStream open(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(ByteArrayInputStream::new)
                .orElseThrow(() -> new MissingObjectException(key));
    }

    @Override
    public OptionalLong size(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(content -> OptionalLong.of(content.length))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public List<String> list(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }
}
