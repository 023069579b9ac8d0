package dev.tombola.ticket.structure;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** Layouts and masks to count by hand. */
final class Networks {
    /** Two filters of two weights each, then four of one. */
    static final MaskLayout SMALL = new MaskLayout(List.of(
            new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(2, 2, 1, 1)),
            new MaskLayout.Tensor("layer2.0.conv1.weight", List.of(4, 1, 1, 1))));

    private Networks() {}

    static Mask keeping(MaskLayout layout, int... weights) {
        var kept = new BitSet();
        for (int weight : weights) {
            kept.set(weight);
        }
        return Mask.keeping(layout, kept);
    }

    /** Keeps exactly as many of each tensor, at random. */
    static Mask random(MaskLayout layout, List<Integer> kept, RandomGenerator random) {
        var bits = new BitSet();
        var spans = Part.spans(layout);
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            random.ints(0, span.tensor().size())
                    .distinct()
                    .limit(kept.get(i))
                    .forEach(weight -> bits.set(span.from() + weight));
        }
        return Mask.keeping(layout, bits);
    }
}
