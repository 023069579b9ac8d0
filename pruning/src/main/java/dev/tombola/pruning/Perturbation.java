package dev.tombola.pruning;

import dev.tombola.ticket.Mask;
import dev.tombola.vision.random.Randomness;
import java.util.BitSet;

/** Masks that are made wrong on purpose, to see how much their places matter (paper 1.7, 4.4). */
public final class Perturbation {
    /** Which part of a mask is flipped: Δm of 10 %. */
    static final double PART = .1;

    private Perturbation() {}

    /** m^c = 1 − m: keeps what the mask prunes, and only that. */
    public static Mask reversed(Mask mask) {
        var bits = mask.bits();
        bits.flip(0, mask.layout().size());
        return Mask.keeping(mask.layout(), bits);
    }

    /** A tenth of the ones and a tenth of the zeros flipped: the density p becomes 0.1 + 0.8 p. */
    public static Mask flipped(Mask mask, long seed) {
        int kept = mask.kept();
        return flipped(mask, count(kept), count(mask.layout().size() - kept), seed);
    }

    /** A tenth of the ones flipped, or as many as there are zeros, and equally many zeros: the density stays. */
    public static Mask swapped(Mask mask, long seed) {
        int swapped = Math.min(count(mask.kept()), mask.layout().size() - mask.kept());
        return flipped(mask, swapped, swapped, seed);
    }

    private static int count(int bits) {
        return (int) Math.rint(PART * bits);
    }

    /** In an order of all places that the seed gives, the first so many ones and the first so many zeros. */
    private static Mask flipped(Mask mask, int ones, int zeros, long seed) {
        BitSet bits = mask.bits();
        for (int place :
                Randomness.of(seed).child("perturbed").permutation(mask.layout().size())) {
            if (mask.keeps(place) ? ones-- > 0 : zeros-- > 0) {
                bits.flip(place);
            }
        }
        return Mask.keeping(mask.layout(), bits);
    }
}
