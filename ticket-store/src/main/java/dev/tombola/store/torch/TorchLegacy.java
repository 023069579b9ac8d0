package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.Pickled.Entries;
import dev.tombola.store.torch.Pickled.Items;
import dev.tombola.store.torch.Pickled.Other;
import dev.tombola.store.torch.Pickled.Storage;
import dev.tombola.store.torch.Pickled.Text;
import dev.tombola.store.torch.Pickled.Whole;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * A checkpoint as PyTorch saved it before 1.6: five pickles (a magic number, the version, facts about the machine, the object,
 * the storages' keys), and then the storages, each behind the number of its elements.
 */
final class TorchLegacy implements TorchStorages {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final BigInteger VERSION = BigInteger.valueOf(1001);

    private final PickleCursor cursor;
    private final Pickled object;
    private final Map<String, Storage> named = new HashMap<>();
    private final Map<String, MemorySegment> found = new HashMap<>();

    TorchLegacy(MemorySegment file) {
        this.cursor = new PickleCursor(file);
        expect(MAGIC, "it is no checkpoint of PyTorch: its magic number is missing");
        expect(VERSION, "it is a checkpoint of an unknown version");
        if (!(Pickle.read(cursor) instanceof Entries machine)
                || machine.values().get("little_endian") != Other.YES) {
            throw new InvalidTensorFileException("its numbers are not little-endian; save it on a common processor");
        }
        this.object = Pickle.read(cursor, named);
        if (!(Pickle.read(cursor) instanceof Items keys)) {
            throw new InvalidTensorFileException("the list of its storages is missing");
        }
        keys.values().forEach(this::find);
    }

    Pickled pickle() {
        return object;
    }

    @Override
    public MemorySegment bytes(Storage storage) {
        var bytes = found.get(storage.key());
        if (bytes == null) {
            throw new InvalidTensorFileException("storage %s is not in the file".formatted(storage.key()));
        }
        return bytes;
    }

    private void find(Pickled key) {
        var storage = key instanceof Text text ? named.get(text.value()) : null;
        if (storage == null) {
            throw new InvalidTensorFileException("it lists a storage that no tensor names");
        }
        long elements = cursor.signedLong();
        if (elements != storage.elements()) {
            throw new InvalidTensorFileException("storage %s holds %d elements, not the %d that its tensors say"
                    .formatted(storage.key(), elements, storage.elements()));
        }
        if (found.put(storage.key(), cursor.skip(storage.byteSize())) != null) {
            throw new InvalidTensorFileException("it lists storage %s twice".formatted(storage.key()));
        }
    }

    private void expect(BigInteger number, String fault) {
        if (!(Pickle.read(cursor) instanceof Whole whole) || !whole.value().equals(number)) {
            throw new InvalidTensorFileException(fault);
        }
    }
}
