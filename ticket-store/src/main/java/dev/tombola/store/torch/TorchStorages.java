package dev.tombola.store.torch;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.lang.foreign.MemorySegment;

/** Where the elements of a checkpoint's tensors lie. */
interface TorchStorages {
    /**
     * Every byte that the file has for a storage; how many there should be, the caller checks.
     *
     * @throws InvalidTensorFileException when the file has none
     */
    MemorySegment bytes(Pickled.Storage storage);
}
