package dev.tombola.pruning;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.random.Randomness;
import java.util.BitSet;

/** Masks that know nothing of the weights: controls (paper 1.7). */
public final class RandomPruning {
    private RandomPruning() {}

    /**
     * Keeps so many weights, uniformly at random over the whole network. One order of all weights is drawn from the seed,
     * and every level prunes a longer beginning of it: masks of one seed are nested.
     */
    public static Mask keeping(MaskLayout layout, int kept, long seed) {
        int[] order = Randomness.of(seed).child("random-pruning").permutation(layout.size());
        var bits = new BitSet(layout.size());
        for (int i = layout.size() - kept; i < layout.size(); i++) {
            bits.set(order[i]);
        }
        return Mask.keeping(layout, bits);
    }

    /** Keeps as many weights of every layer as the mask does, at places drawn at random within the layer. */
    public static Mask shuffledByLayer(Mask mask, long seed) {
        var randomness = Randomness.of(seed).child("layer-shuffled");
        var bits = new BitSet(mask.layout().size());
        int begin = 0;
        for (var tensor : mask.layout().tensors()) {
            int[] order = randomness.child(tensor.name()).permutation(tensor.size());
            for (int i = 0, kept = mask.kept(begin, begin + tensor.size()); i < kept; i++) {
                bits.set(begin + order[i]);
            }
            begin += tensor.size();
        }
        return Mask.keeping(mask.layout(), bits);
    }
}
