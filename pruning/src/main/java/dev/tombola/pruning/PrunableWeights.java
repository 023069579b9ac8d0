package dev.tombola.pruning;

import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.MaskLayout;
import java.util.List;
import java.util.function.Function;

/**
 * The values of every prunable tensor, in the order of the layout. The arrays are shared, not copied.
 *
 * @param values one array per tensor of the layout, row-major
 */
public record PrunableWeights(MaskLayout layout, List<float[]> values) {
    public PrunableWeights {
        values = List.copyOf(values);
        for (int i = 0; i < layout.tensors().size(); i++) {
            var tensor = layout.tensors().get(i);
            if (values.size() <= i || values.get(i).length != tensor.size()) {
                throw new IllegalArgumentException("%s needs %d values".formatted(tensor.name(), tensor.size()));
            }
        }
    }

    /** Those of a file of weights, whose other tensors are not read. */
    public static PrunableWeights of(MaskLayout layout, Function<String, TensorView> file) {
        return new PrunableWeights(
                layout,
                layout.tensors().stream()
                        .map(tensor -> file.apply(tensor.name()).toFloats())
                        .toList());
    }
}
