package dev.tombola.store.torch;

import dev.tombola.store.tensor.Allowance;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.MappedFile;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.tensor.WholeFile;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that {@code torch.save} wrote ({@code .pt}, {@code .pth}, {@code .pth.tar}, {@code .th}), as the zip of today or in
 * the format from before PyTorch 1.6. Nothing in it is run: see {@link Pickle}. A file on disk is mapped; tensors stay where
 * they lie in it but for those that are transposed or compressed. Closing ends the mapping and every view of it.
 */
public final class TorchCheckpoint implements AutoCloseable {
    private static final int PROTOCOL = 0x80;

    private final Map<String, List<TensorView>> parts = new LinkedHashMap<>();
    private final List<String> others;
    private final MappedFile file;

    private TorchCheckpoint(String origin, MappedFile file) {
        this.file = file;
        var bytes = file.bytes();
        try {
            var allowance = new Allowance(bytes.byteSize());
            TorchStorages storages;
            Pickled root;
            if (ZipDirectory.isZip(bytes)) {
                var zip = new TorchZip(bytes, allowance);
                storages = zip;
                root = zip.pickle();
            } else {
                var legacy = new TorchLegacy(bytes);
                storages = legacy;
                root = legacy.pickle();
            }
            var tables = new TensorTables(root);
            var tensors = new TorchTensors(storages, allowance);
            tables.tables().forEach((path, table) -> {
                var views = new ArrayList<TensorView>();
                table.forEach((name, tensor) -> views.add(tensors.view(name, tensor)));
                parts.put(path, List.copyOf(views));
            });
            this.others = List.copyOf(tables.others());
        } catch (InvalidTensorFileException e) {
            throw new InvalidTensorFileException(origin + ": " + e.getMessage(), e);
        }
    }

    /**
     * Maps a file.
     *
     * @throws InvalidTensorFileException when it is not a checkpoint, or asks for more than tensors need
     * @throws UncheckedIOException when it cannot be read
     */
    public static TorchCheckpoint open(Path file) {
        return MappedFile.open(file, mapped -> new TorchCheckpoint(file.toString(), mapped));
    }

    /** Of a file's bytes, which are not copied; closing does nothing. */
    public static TorchCheckpoint of(byte[] content) {
        return of(ByteBuffer.wrap(content));
    }

    /** Of a file's bytes between position and limit, which are not copied; closing does nothing. */
    public static TorchCheckpoint of(ByteBuffer content) {
        return new TorchCheckpoint("checkpoint", MappedFile.of(MemorySegment.ofBuffer(content)));
    }

    /**
     * Whether a file's first eight bytes are those of a zip, or of a pickle of protocol 2 to 5. Safetensors begin with a
     * length of less than 2^32, so their last four are zero.
     */
    static boolean looksLike(ByteBuffer start) {
        boolean safetensors = start.remaining() == Long.BYTES && start.getInt(start.position() + Integer.BYTES) == 0;
        return !safetensors
                && start.hasRemaining()
                && (start.get(start.position()) == 'P' || start.get(start.position()) == (byte) PROTOCOL);
    }

    /**
     * The tensors of every dictionary (or list) that has some, in the file's order, under their names there; by the path of
     * the dictionary, {@code state_dict} or {@code optimizer.state.0}, which is empty for the outermost one.
     */
    public Map<String, List<TensorView>> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** What the outermost dictionary holds that is neither a tensor nor a dictionary or list, such as {@code epoch}. */
    public List<String> others() {
        return others;
    }

    /**
     * Writes a state dict that {@code torch.load} reads, with {@code weights_only} too: an ordered dictionary of contiguous
     * tensors. Equal bytes for equal tensors in equal order; the file appears only when it is whole.
     *
     * @throws IllegalArgumentException when two tensors share a name, or one has a type that PyTorch does not store
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path file, List<TensorView> tensors) {
        WholeFile.write(file, new TorchWriter(tensors)::writeTo);
    }

    @Override
    public void close() {
        file.close();
    }
}
