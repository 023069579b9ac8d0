package dev.tombola.store.torch;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint may hold. Containers are filled after they were made, and may hold themselves: nobody may compare, hash
 * or print them.
 */
sealed interface Pickled {
    /** What tensors need none of: nothing, a truth value, a fraction, bytes. */
    enum Other implements Pickled {
        NOTHING,
        YES,
        NO,
        FRACTION,
        BYTES
    }

    record Whole(BigInteger value) implements Pickled {
        static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }
    }

    record Text(String value) implements Pickled {}

    /** A list or a tuple. */
    record Items(List<Pickled> values) implements Pickled {
        Items() {
            this(new ArrayList<>());
        }
    }

    /** A dictionary; whole numbers as keys are written out. */
    record Entries(Map<String, Pickled> values) implements Pickled {
        Entries() {
            this(new LinkedHashMap<>());
        }

        void put(Pickled key, Pickled value) {
            String name = switch (key) {
                case Text text -> text.value();
                case Whole whole -> whole.value().toString();
                default ->
                    throw new InvalidTensorFileException(
                            "refuses a dictionary's key that is neither text nor" + " a whole number");
            };
            if (values.put(name, value) != null) {
                throw new InvalidTensorFileException("a dictionary has two entries " + name);
            }
        }
    }

    /** A class whose instances are the bytes of many elements. */
    record StorageType(DType dtype) implements Pickled {}

    /** Elements that lie elsewhere in the file, under a key. */
    record Storage(DType dtype, String key, long elements) implements Pickled {
        private static final long MOST_ELEMENTS = 1L << 56;

        public Storage {
            if (elements < 0 || elements > MOST_ELEMENTS) {
                throw new InvalidTensorFileException("storage %s cannot have %d elements".formatted(key, elements));
            }
        }

        long byteSize() {
            return elements * dtype.bytes();
        }
    }

    /** A view of a storage; the numbers are what the file says, unchecked. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}

    /** The functions that make tensors and the dictionaries that they are in. */
    enum Maker implements Pickled {
        ORDERED_DICT,
        TENSOR,
        PARAMETER
    }
}
