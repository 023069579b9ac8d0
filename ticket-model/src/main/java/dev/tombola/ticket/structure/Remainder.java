package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import java.util.BitSet;

/**
 * What a mask leaves of a part of its network (paper 4.2, 4.3).
 *
 * @param sparsity in [0, 1]: a layer may have died
 * @param prunedFilters filters that keep no weight. A filter is all that makes one output channel: c_in × k × k weights
 */
public record Remainder(int kept, int weights, double sparsity, int prunedFilters, int filters) {
    public static Remainder of(Mask mask, Part part) {
        int kept = 0;
        int weights = 0;
        int pruned = 0;
        int filters = 0;
        for (var span : part.tensors()) {
            var bits = span.bits(mask);
            int outputs = span.tensor().shape().getFirst();
            kept += bits.cardinality();
            weights += span.tensor().size();
            pruned += pruned(bits, outputs, span.tensor().size() / outputs);
            filters += outputs;
        }
        return new Remainder(kept, weights, (double) (weights - kept) / weights, pruned, filters);
    }

    private static int pruned(BitSet bits, int filters, int size) {
        int pruned = 0;
        for (int filter = 0; filter < filters; filter++) {
            int first = bits.nextSetBit(filter * size);
            if (first < 0 || first >= (filter + 1) * size) {
                pruned++;
            }
        }
        return pruned;
    }
}
