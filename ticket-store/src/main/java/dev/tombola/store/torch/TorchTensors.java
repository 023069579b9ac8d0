package dev.tombola.store.torch;

import dev.tombola.store.tensor.Allowance;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Shapes;
import dev.tombola.store.tensor.StridedCopy;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.Pickled.Storage;
import dev.tombola.store.torch.Pickled.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Turns a checkpoint's tensors, which are views of storages, into row-major ones; those that are so already are not copied. */
final class TorchTensors {
    private final TorchStorages storages;
    private final Allowance allowance;

    TorchTensors(TorchStorages storages, Allowance allowance) {
        this.storages = storages;
        this.allowance = allowance;
    }

    TensorView view(String name, Tensor tensor) {
        try {
            return new TensorView(name, tensor.storage().dtype(), tensor.shape(), data(tensor));
        } catch (InvalidTensorFileException | IllegalArgumentException e) {
            throw new InvalidTensorFileException("tensor %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private MemorySegment data(Tensor tensor) {
        var shape = tensor.shape();
        var strides = tensor.strides();
        long length = Shapes.byteSize(shape, tensor.storage().dtype());
        if (strides.size() != shape.size()) {
            throw new InvalidTensorFileException("shape %s has strides %s".formatted(shape, strides));
        }
        var storage = bytes(tensor.storage());
        int width = tensor.storage().dtype().bytes();
        if (length == 0) {
            return storage.asSlice(0, 0);
        }
        checkReach(tensor);
        var from = storage.asSlice(tensor.offset() * width);
        if (isRowMajor(shape, strides)) {
            return from.asSlice(0, length);
        }
        var copy = MemorySegment.ofArray(allowance.allocate(length, "a copy of shape %s".formatted(shape)));
        new StridedCopy(from, copy, width).copy(shape, strides);
        return copy.asReadOnly();
    }

    private MemorySegment bytes(Storage storage) {
        var bytes = storages.bytes(storage);
        if (bytes.byteSize() != storage.byteSize()) {
            throw new InvalidTensorFileException("storage %s takes %d bytes, the file has %d"
                    .formatted(storage.key(), storage.byteSize(), bytes.byteSize()));
        }
        return bytes;
    }

    /** The last element must lie in the storage, and so every other does. */
    private static void checkReach(Tensor tensor) {
        long last = tensor.offset();
        boolean inside = last >= 0;
        for (int i = 0; i < tensor.shape().size() && inside; i++) {
            long steps = tensor.shape().get(i) - 1;
            long stride = tensor.strides().get(i);
            inside = stride >= 0 && Math.multiplyHigh(steps, stride) == 0 && steps * stride >= 0;
            last = inside ? last + steps * stride : last;
            inside = inside && last >= 0;
        }
        if (!inside || last >= tensor.storage().elements()) {
            throw new InvalidTensorFileException(
                    "offset %d, shape %s and strides %s reach beyond storage %s of %d elements"
                            .formatted(
                                    tensor.offset(),
                                    tensor.shape(),
                                    tensor.strides(),
                                    tensor.storage().key(),
                                    tensor.storage().elements()));
        }
    }

    private static boolean isRowMajor(List<Long> shape, List<Long> strides) {
        long expected = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != expected) {
                return false;
            }
            expected *= shape.get(i);
        }
        return true;
    }
}
