package dev.tombola.store.mask;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Masks under the names that {@code torch.nn.utils.prune} gives them: {@code conv1.weight_mask} for {@code conv1.weight}. */
public final class WeightMasks {
    private static final String SUFFIX = "_mask";

    private WeightMasks() {}

    /**
     * Reads one mask per tensor of the layout; what else the file holds does not matter.
     *
     * @throws InvalidTensorFileException when one is missing, has another shape, holds anything but 0 and 1, or is of a
     *     tensor that the layout does not have
     */
    public static Mask read(Safetensors file, MaskLayout layout) {
        return read(file.tensors(), layout);
    }

    /** As {@link #read(Safetensors, MaskLayout)}, of tensors from anywhere, no two of one name. */
    public static Mask read(List<TensorView> tensors, MaskLayout layout) {
        Map<String, TensorView> byName =
                tensors.stream().collect(Collectors.toMap(TensorView::name, Function.identity()));
        var known = new HashSet<String>();
        var kept = new BitSet(layout.size());
        int from = 0;
        for (var tensor : layout.tensors()) {
            var mask = byName.get(tensor.name() + SUFFIX);
            if (mask == null) {
                throw new InvalidTensorFileException("no tensor %s%s".formatted(tensor.name(), SUFFIX));
            }
            checkShape(mask, tensor);
            addKept(mask, from, kept);
            known.add(mask.name());
            from += tensor.size();
        }
        for (var name : byName.keySet()) {
            if (name.endsWith(SUFFIX) && !known.contains(name)) {
                throw new InvalidTensorFileException("%s is of no prunable tensor of this network".formatted(name));
            }
        }
        return Mask.keeping(layout, kept);
    }

    /** One U8 tensor of 0 and 1 per tensor of the layout, in its order; {@link Safetensors#write} makes a file of them. */
    public static List<TensorView> export(Mask mask) {
        var masks = new ArrayList<TensorView>();
        int from = 0;
        for (var tensor : mask.layout().tensors()) {
            var values = new byte[tensor.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (mask.keeps(from + i) ? 1 : 0);
            }
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            masks.add(TensorView.of(tensor.name() + SUFFIX, DType.U8, values, shape));
            from += values.length;
        }
        return masks;
    }

    private static void checkShape(TensorView mask, MaskLayout.Tensor tensor) {
        var expected = tensor.shape().stream().map(Integer::longValue).toList();
        if (!mask.shape().equals(expected)) {
            throw new InvalidTensorFileException(
                    "%s has shape %s, the network's tensor %s".formatted(mask.name(), mask.shape(), expected));
        }
    }

    private static void addKept(TensorView mask, int from, BitSet kept) {
        var values = Values.of(mask);
        for (int i = 0; i < mask.size(); i++) {
            float value = values.at(i);
            if (value != 0 && value != 1) {
                throw new InvalidTensorFileException(
                        "%s holds %s at index %d, not 0 or 1".formatted(mask.name(), value, i));
            }
            kept.set(from + i, value == 1);
        }
    }

    private interface Values {
        float at(int index);

        static Values of(TensorView mask) {
            return switch (mask.dtype()) {
                case BOOL, U8, I8 -> index -> mask.data().get(ValueLayout.JAVA_BYTE, index);
                case F16, BF16, F32, F64 -> {
                    var floats = mask.toFloats();
                    yield index -> floats[index];
                }
                case I16, U16, I32, U32, I64, U64 ->
                    throw new InvalidTensorFileException(
                            "%s holds %s; a mask is BOOL, U8 or floating-point".formatted(mask.name(), mask.dtype()));
            };
        }
    }
}
