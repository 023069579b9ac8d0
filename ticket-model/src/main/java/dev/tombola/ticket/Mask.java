package dev.tombola.ticket;

import dev.tombola.ticket.store.Digest;
import java.util.Arrays;
import java.util.BitSet;

/** Which prunable weights survive: a bit per weight in the order of the layout, 1 = kept. Immutable. */
public final class Mask {
    private final MaskLayout layout;
    private final BitSet kept;

    private Mask(MaskLayout layout, BitSet kept) {
        this.layout = layout;
        this.kept = kept;
    }

    /** Keeps everything: m_0. */
    public static Mask dense(MaskLayout layout) {
        var all = new BitSet(layout.size());
        all.set(0, layout.size());
        return new Mask(layout, all);
    }

    /** Keeps the weights whose bits are set; copies. */
    public static Mask keeping(MaskLayout layout, BitSet kept) {
        if (kept.length() > layout.size()) {
            throw new IllegalArgumentException(
                    "mask keeps weight %d of %d".formatted(kept.length() - 1, layout.size()));
        }
        return new Mask(layout, (BitSet) kept.clone());
    }

    /** Reads what {@link #packed()} wrote. */
    public static Mask unpack(MaskLayout layout, byte[] packed) {
        if (packed.length != packedLength(layout)) {
            throw new IllegalArgumentException("a mask of %d weights takes %d bytes, not %d"
                    .formatted(layout.size(), packedLength(layout), packed.length));
        }
        return keeping(layout, BitSet.valueOf(packed));
    }

    public static int packedLength(MaskLayout layout) {
        return Math.ceilDiv(layout.size(), 8);
    }

    /** The bits, eight to a byte, the first in the lowest; the last byte is filled up with zeros. */
    public byte[] packed() {
        return Arrays.copyOf(kept.toByteArray(), packedLength(layout));
    }

    /** SHA-256 of {@link #packed()}: the mask's identity within its layout. */
    public Digest digest() {
        return Digest.of(packed());
    }

    public MaskLayout layout() {
        return layout;
    }

    public boolean keeps(int weight) {
        return kept.get(weight);
    }

    /** How many weights survive. */
    public int kept() {
        return kept.cardinality();
    }

    /** How many of the weights from one place in the layout to before another survive. */
    public int kept(int from, int to) {
        return bits(from, to).cardinality();
    }

    public Sparsity sparsity() {
        return Sparsity.of(kept(), layout.size());
    }

    /** The bits, to be read or changed by the caller: a copy. */
    public BitSet bits() {
        return (BitSet) kept.clone();
    }

    /** The bits from one place in the layout to before another, counted from 0: a copy. */
    public BitSet bits(int from, int to) {
        return kept.get(from, to);
    }

    /** Whether every weight that this mask keeps is kept by the other too. */
    public boolean isSubsetOf(Mask other) {
        var beyond = bits();
        beyond.andNot(other.kept);
        return layout.equals(other.layout) && beyond.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that && layout.equals(that.layout) && kept.equals(that.kept);
    }

    @Override
    public int hashCode() {
        return kept.hashCode();
    }

    @Override
    public String toString() {
        return "mask keeping %d of %d".formatted(kept(), layout.size());
    }
}
