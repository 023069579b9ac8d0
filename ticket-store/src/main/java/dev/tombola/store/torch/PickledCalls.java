package dev.tombola.store.torch;

import static java.util.Map.entry;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.torch.Pickled.Entries;
import dev.tombola.store.torch.Pickled.Items;
import dev.tombola.store.torch.Pickled.Maker;
import dev.tombola.store.torch.Pickled.Storage;
import dev.tombola.store.torch.Pickled.StorageType;
import dev.tombola.store.torch.Pickled.Tensor;
import dev.tombola.store.torch.Pickled.Text;
import dev.tombola.store.torch.Pickled.Whole;
import java.util.List;
import java.util.Map;

/** The names that a checkpoint may use, and what using them comes to here. None of them does anything but hold data. */
final class PickledCalls {
    private static final Map<String, Pickled> NAMES = Map.ofEntries(
            entry("collections.OrderedDict", Maker.ORDERED_DICT),
            entry("torch._utils._rebuild_tensor", Maker.TENSOR),
            entry("torch._utils._rebuild_tensor_v2", Maker.TENSOR),
            entry("torch._utils._rebuild_parameter", Maker.PARAMETER),
            entry("torch.DoubleStorage", new StorageType(DType.F64)),
            entry("torch.FloatStorage", new StorageType(DType.F32)),
            entry("torch.HalfStorage", new StorageType(DType.F16)),
            entry("torch.BFloat16Storage", new StorageType(DType.BF16)),
            entry("torch.LongStorage", new StorageType(DType.I64)),
            entry("torch.IntStorage", new StorageType(DType.I32)),
            entry("torch.ShortStorage", new StorageType(DType.I16)),
            entry("torch.CharStorage", new StorageType(DType.I8)),
            entry("torch.ByteStorage", new StorageType(DType.U8)),
            entry("torch.BoolStorage", new StorageType(DType.BOOL)));

    private static final int STORAGE_PARTS = 5;
    private static final int TENSOR_PARTS = 4;

    /** PyTorch's own bound. */
    private static final int MOST_DIMENSIONS = 64;

    private PickledCalls() {}

    static Pickled named(PickleOp op, String module, String name) {
        String whole = module + "." + name;
        var known = NAMES.get(whole);
        if (known == null) {
            throw refused(op, whole);
        }
        return known;
    }

    static InvalidTensorFileException refused(PickleOp op, String what) {
        return new InvalidTensorFileException(
                ("refuses %s: a checkpoint of tensors does not need it, and nothing was run;"
                                + " in Python, torch.save(model.state_dict(), FILE) saves the tensors alone")
                        .formatted((op + " " + what).strip()));
    }

    /** {@code ("storage", type, key, place, elements)}, in the older format with the part of another one that it is. */
    static Storage storage(Pickled id) {
        if (id instanceof Items parts
                && parts.values().size() >= STORAGE_PARTS
                && parts.values().getFirst() instanceof Text kind
                && kind.value().equals("storage")
                && parts.values().get(1) instanceof StorageType type
                && parts.values().get(2) instanceof Text key
                && (parts.values().size() == STORAGE_PARTS
                        || parts.values().get(STORAGE_PARTS) == Pickled.Other.NOTHING)) {
            return new Storage(type.dtype(), key.value(), number(parts.values().get(STORAGE_PARTS - 1)));
        }
        throw refused(PickleOp.BINPERSID, "of what is no storage of its own");
    }

    static Pickled call(Pickled called, List<Pickled> arguments) {
        return switch (called) {
            case Maker.ORDERED_DICT -> entries(arguments);
            case Maker.TENSOR -> tensor(arguments);
            case Maker.PARAMETER -> parameter(arguments);
            default -> throw refused(PickleOp.REDUCE, "of what is no function");
        };
    }

    /** Empty; Python 2 gives the entries along, as one list of pairs. */
    private static Entries entries(List<Pickled> arguments) {
        var entries = new Entries();
        for (var argument : arguments) {
            for (var pair : items(argument)) {
                var keyAndValue = items(pair);
                if (keyAndValue.size() != 2) {
                    throw refused(PickleOp.REDUCE, "of a dictionary whose entries are no pairs");
                }
                entries.put(keyAndValue.getFirst(), keyAndValue.getLast());
            }
        }
        return entries;
    }

    /** {@code (storage, offset, shape, strides)}, then what only training needs. */
    private static Tensor tensor(List<Pickled> arguments) {
        if (arguments.size() < TENSOR_PARTS || !(arguments.getFirst() instanceof Storage storage)) {
            throw refused(PickleOp.REDUCE, "of a tensor without a storage");
        }
        return new Tensor(storage, number(arguments.get(1)), numbers(arguments.get(2)), numbers(arguments.get(3)));
    }

    private static Tensor parameter(List<Pickled> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Tensor tensor)) {
            throw refused(PickleOp.REDUCE, "of a parameter without a tensor");
        }
        return tensor;
    }

    private static List<Pickled> items(Pickled value) {
        if (value instanceof Items items) {
            return items.values();
        }
        throw refused(PickleOp.REDUCE, "with what is no list");
    }

    private static List<Long> numbers(Pickled value) {
        if (items(value).size() > MOST_DIMENSIONS) {
            throw new InvalidTensorFileException("a tensor has more than %d dimensions".formatted(MOST_DIMENSIONS));
        }
        return items(value).stream().map(PickledCalls::number).toList();
    }

    private static long number(Pickled value) {
        if (value instanceof Whole whole && whole.value().bitLength() < Long.SIZE) {
            return whole.value().longValue();
        }
        throw new InvalidTensorFileException("a tensor's size or place is no number below 2^63");
    }
}
