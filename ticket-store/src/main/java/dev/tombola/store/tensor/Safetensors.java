package dev.tombola.store.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of tensors in the <a href="https://github.com/huggingface/safetensors#format">safetensors format</a>, checked as
 * strictly as the reference does: a file is refused as a whole, at once, before anything it claims is allocated. A file
 * on disk is mapped, so opening it reads the header alone; closing ends the mapping and every view of it.
 */
public final class Safetensors implements AutoCloseable {
    static final String METADATA = "__metadata__";

    private final String origin;
    private final Map<String, TensorView> tensors;
    private final Map<String, String> metadata;
    private final MappedFile file;

    private Safetensors(String origin, MappedFile file) {
        try {
            var layout = SafetensorsLayout.of(file.bytes());
            this.origin = origin;
            this.file = file;
            this.tensors = Collections.unmodifiableMap(layout.tensors());
            this.metadata = layout.header().metadata();
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
    public static Safetensors open(Path file) {
        return MappedFile.open(file, mapped -> new Safetensors(file.toString(), mapped));
    }

    /** Of a file's bytes, which are not copied; closing does nothing. */
    public static Safetensors of(byte[] content) {
        return of(ByteBuffer.wrap(content));
    }

    /** Of a file's bytes between position and limit, which are not copied; closing does nothing. */
    public static Safetensors of(ByteBuffer content) {
        return new Safetensors("safetensors", MappedFile.of(MemorySegment.ofBuffer(content)));
    }

    /** In the header's order. */
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** In the header's order. */
    public List<TensorView> tensors() {
        return List.copyOf(tensors.values());
    }

    public Optional<TensorView> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * A tensor that must be there.
     *
     * @throws InvalidTensorFileException when it is not
     */
    public TensorView tensor(String name) {
        return find(name).orElseThrow(() -> new InvalidTensorFileException("%s: no tensor %s".formatted(origin, name)));
    }

    /** The texts under {@code __metadata__}; empty when there are none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * Writes a file that appears only when it is whole; bytes as in {@link #write(OutputStream, List, Map)}.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path file, List<TensorView> tensors, Map<String, String> metadata) {
        new SafetensorsWriter(tensors, metadata).writeTo(file);
    }

    /**
     * Writes equal bytes for equal tensors in equal order: the header names the metadata first, by key, then the tensors
     * as given; their data follow by falling element size, so that each lies aligned.
     *
     * @throws IllegalArgumentException when two tensors share a name
     */
    public static void write(OutputStream out, List<TensorView> tensors, Map<String, String> metadata)
            throws IOException {
        new SafetensorsWriter(tensors, metadata).writeTo(out);
    }
}
