package dev.tombola.pruner.criterion;

import dev.tombola.ticket.Mask;
import java.util.BitSet;

/**
 * Prunes the smallest magnitudes of the whole network at once; layers compete on magnitude alone (paper 1.3). Of equal
 * magnitudes the one that comes first in the layout goes first, so that equal weights give equal masks everywhere.
 *
 * <p>No sorting: the bits of a non-negative float, read as an integer, are in the order of its value, so two counts over
 * 16 and 15 bits find the threshold in time proportional to the number of weights.
 */
public final class GlobalMagnitude {
    private static final int LOW_BITS = 15;
    private static final int INFINITY = 0x7f80_0000;

    private GlobalMagnitude() {}

    /**
     * Removes weights from a mask.
     *
     * @param removed how many of those that the mask keeps; at most all
     * @throws InvalidWeightException when a weight is NaN or infinite
     */
    public static Mask prune(PrunableWeights weights, Mask mask, int removed) {
        if (removed < 0 || removed > mask.kept()) {
            throw new IllegalArgumentException("cannot remove %d of %d weights".formatted(removed, mask.kept()));
        }
        var kept = mask.bits();
        int[] high = new int[1 << 16];
        visit(weights, kept, (_, magnitude) -> high[magnitude >>> LOW_BITS]++);
        if (removed == 0) { // not before every weight has been looked at
            return mask;
        }
        var coarse = Rank.find(high, removed);

        int[] low = new int[1 << LOW_BITS];
        visit(weights, kept, (_, magnitude) -> {
            if (magnitude >>> LOW_BITS == coarse.bucket()) {
                low[magnitude & (1 << LOW_BITS) - 1]++;
            }
        });
        var fine = Rank.find(low, coarse.within());
        int threshold = coarse.bucket() << LOW_BITS | fine.bucket();

        var ties = new int[] {fine.within()};
        var left = (BitSet) kept.clone();
        visit(weights, kept, (weight, magnitude) -> {
            if (magnitude < threshold || (magnitude == threshold && ties[0]-- > 0)) {
                left.clear(weight);
            }
        });
        return Mask.keeping(mask.layout(), left);
    }

    private interface Visitor {
        /**
         * One weight that is still kept.
         *
         * @param magnitude the bits of its absolute value
         */
        void visit(int weight, int magnitude);
    }

    private static void visit(PrunableWeights weights, BitSet kept, Visitor visitor) {
        int begin = 0;
        for (int tensor = 0; tensor < weights.values().size(); tensor++) {
            float[] values = weights.values().get(tensor);
            int end = begin + values.length;
            for (int weight = kept.nextSetBit(begin);
                    weight >= 0 && weight < end;
                    weight = kept.nextSetBit(weight + 1)) {
                int magnitude = Float.floatToRawIntBits(values[weight - begin]) & Integer.MAX_VALUE;
                if (magnitude >= INFINITY) {
                    throw new InvalidWeightException(
                            weights.layout().tensors().get(tensor).name(), weight - begin, values[weight - begin]);
                }
                visitor.visit(weight, magnitude);
            }
            begin = end;
        }
    }

    /**
     * Where in a histogram the n-th smallest lies.
     *
     * @param within its rank in that bucket, from 1
     */
    private record Rank(int bucket, int within) {
        static Rank find(int[] histogram, int n) {
            int before = 0;
            for (int bucket = 0; bucket < histogram.length; bucket++) {
                if (before + histogram[bucket] >= n) {
                    return new Rank(bucket, n - before);
                }
                before += histogram[bucket];
            }
            throw new IllegalStateException("the histogram holds fewer than " + n);
        }
    }
}
