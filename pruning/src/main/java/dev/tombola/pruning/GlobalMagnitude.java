package dev.tombola.pruning;

import dev.tombola.ticket.Mask;
import java.util.Arrays;
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
        long[] kept = mask.bits().toLongArray();
        int[] high = new int[1 << 16];
        forEach(weights, (_, values, begin) -> countHigh(values, kept, begin, high));
        checkFinite(weights, mask, high);
        if (removed == 0) { // not before every weight has been looked at
            return mask;
        }
        var coarse = Rank.find(high, removed);

        int[] low = new int[1 << LOW_BITS];
        forEach(weights, (_, values, begin) -> countLow(values, kept, begin, coarse.bucket(), low));
        var fine = Rank.find(low, coarse.within());
        int threshold = coarse.bucket() << LOW_BITS | fine.bucket();

        long[] left = kept.clone();
        int[] ties = {fine.within()};
        forEach(weights, (_, values, begin) -> clear(values, left, begin, threshold, ties));
        return Mask.keeping(mask.layout(), BitSet.valueOf(left));
    }

    private interface Part {
        /**
         * One tensor.
         *
         * @param begin its first weight's place in the mask
         */
        void visit(String tensor, float[] values, int begin);
    }

    private static void forEach(PrunableWeights weights, Part part) {
        int begin = 0;
        for (int i = 0; i < weights.values().size(); i++) {
            float[] values = weights.values().get(i);
            part.visit(weights.layout().tensors().get(i).name(), values, begin);
            begin += values.length;
        }
    }

    /* The three loops over tens of millions of weights are plain ones: a call for every weight takes three times as long. */

    private static void countHigh(float[] values, long[] kept, int begin, int[] counts) {
        for (int i = 0; i < values.length; i++) {
            if (isSet(kept, begin + i)) {
                counts[magnitude(values[i]) >>> LOW_BITS]++;
            }
        }
    }

    private static void countLow(float[] values, long[] kept, int begin, int bucket, int[] counts) {
        for (int i = 0; i < values.length; i++) {
            int magnitude = magnitude(values[i]);
            if (magnitude >>> LOW_BITS == bucket && isSet(kept, begin + i)) {
                counts[magnitude & (1 << LOW_BITS) - 1]++;
            }
        }
    }

    private static void clear(float[] values, long[] left, int begin, int threshold, int[] ties) {
        for (int i = 0; i < values.length; i++) {
            int magnitude = magnitude(values[i]);
            if (magnitude <= threshold && isSet(left, begin + i) && (magnitude < threshold || ties[0]-- > 0)) {
                left[(begin + i) >> 6] &= ~(1L << (begin + i));
            }
        }
    }

    /** The order of these integers is that of the absolute values. */
    private static int magnitude(float value) {
        return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
    }

    private static boolean isSet(long[] bits, int place) {
        return place >> 6 < bits.length && (bits[place >> 6] >>> place & 1) != 0;
    }

    private static void checkFinite(PrunableWeights weights, Mask mask, int[] high) {
        if (Arrays.stream(high, INFINITY >>> LOW_BITS, high.length).allMatch(count -> count == 0)) {
            return;
        }
        forEach(weights, (tensor, values, begin) -> {
            for (int i = 0; i < values.length; i++) {
                if (mask.keeps(begin + i) && !Float.isFinite(values[i])) {
                    throw new InvalidWeightException(tensor, i, values[i]);
                }
            }
        });
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
