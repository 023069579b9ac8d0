package dev.tombola.store.mask;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Nested masks, as pruning leaves them. */
final class Chains {
    private Chains() {}

    static MaskLayout layout(int weights) {
        return new MaskLayout(List.of(
                new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(3, 5)),
                new MaskLayout.Tensor("layer1.0.conv2.weight", List.of(weights - 15))));
    }

    /** Every weight dies in each round with the same probability. */
    static SortedMap<Integer, Mask> random(MaskLayout layout, int levels, double rate, long seed) {
        var random = new SplittableRandom(seed);
        var masks = new TreeMap<Integer, Mask>();
        var kept = Mask.dense(layout).bits();
        for (int level = 1; level <= levels; level++) {
            for (int weight = kept.nextSetBit(0); weight >= 0; weight = kept.nextSetBit(weight + 1)) {
                if (random.nextDouble() < rate) {
                    kept.clear(weight);
                }
            }
            masks.put(level, Mask.keeping(layout, kept));
        }
        return masks;
    }
}
