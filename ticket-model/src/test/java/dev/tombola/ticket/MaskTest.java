package dev.tombola.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.Digest;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static final MaskLayout TEN = layout(4, 6);

    @Test
    void keepsEverythingWhileDense() {
        var dense = Mask.dense(TEN);

        assertThat(dense.kept()).isEqualTo(10);
        assertThat(dense.sparsity()).isEqualTo(Sparsity.DENSE);
        assertThat(dense.packed()).containsExactly(0xff, 0x03);
    }

    @Test
    void packsTheFirstWeightIntoTheLowestBitAndFillsUpWithZeros() {
        var mask = Mask.keeping(TEN, bits(0, 3, 9));

        assertThat(mask.packed()).containsExactly(0b0000_1001, 0b0000_0010);
        assertThat(mask.digest()).isEqualTo(Digest.of(new byte[] {0b0000_1001, 0b0000_0010}));
    }

    @Test
    void equalMasksHaveOneHashAndTheirLayout() {
        var mask = Mask.keeping(TEN, bits(0, 3, 9));

        assertThat(mask)
                .isEqualTo(Mask.keeping(TEN, bits(0, 3, 9)))
                .hasSameHashCodeAs(Mask.keeping(TEN, bits(0, 3, 9)));
        assertThat(mask.hashCode()).isNotEqualTo(Mask.dense(TEN).hashCode());
        assertThat(mask.layout()).isEqualTo(TEN);
    }

    @Test
    void countsWhatOneTensorKeeps() {
        var mask = Mask.keeping(TEN, bits(0, 3, 4, 9));

        assertThat(mask.kept(0, 4)).isEqualTo(2);
        assertThat(mask.kept(4, 10)).isEqualTo(2);
        assertThat(mask.keeps(3)).isTrue();
        assertThat(mask.keeps(5)).isFalse();
        assertThat(mask.sparsity()).isEqualTo(new Sparsity(0.6));
        assertThat(mask).hasToString("mask keeping 4 of 10");
    }

    @Test
    void isASubsetOnlyOfMasksThatKeepAllThatItKeepsInTheSameLayout() {
        var small = Mask.keeping(TEN, bits(0, 9));
        var large = Mask.keeping(TEN, bits(0, 3, 9));

        assertThat(small.isSubsetOf(large)).isTrue();
        assertThat(small.isSubsetOf(small)).isTrue();
        assertThat(large.isSubsetOf(small)).isFalse();
        assertThat(small.isSubsetOf(Mask.dense(layout(6, 4)))).isFalse();
    }

    @Test
    void staysAsItIsWhateverBecomesOfTheBitsItWasMadeFromOrGave() {
        var given = bits(0, 3);
        var mask = Mask.keeping(TEN, given);

        given.set(5);
        mask.bits().clear();

        assertThat(mask).isEqualTo(Mask.keeping(TEN, bits(0, 3)));
    }

    @Test
    void differsFromOneWithTheSameBitsInAnotherLayout() {
        assertThat(Mask.dense(layout(4, 6)))
                .isEqualTo(Mask.dense(layout(4, 6)))
                .hasSameHashCodeAs(Mask.dense(layout(4, 6)))
                .isNotEqualTo(Mask.dense(layout(6, 4)));
    }

    @Test
    void refusesBitsBeyondItsLayout() {
        assertThatThrownBy(() -> Mask.keeping(TEN, bits(10))).hasMessage("mask keeps weight 10 of 10");
        assertThatThrownBy(() -> Mask.unpack(TEN, new byte[] {0, 4})).hasMessage("mask keeps weight 10 of 10");
    }

    @Test
    void refusesAPackedMaskOfAnotherLength() {
        assertThatThrownBy(() -> Mask.unpack(TEN, new byte[3])).hasMessage("a mask of 10 weights takes 2 bytes, not 3");
    }

    @Property(tries = 200)
    void unpacksWhatItPacked(@ForAll @IntRange(min = 1, max = 200) int size, @ForAll long seed) {
        var layout = layout(size);
        var random = new java.util.Random(seed);
        var kept = new BitSet();
        java.util.stream.IntStream.range(0, size)
                .filter(_ -> random.nextBoolean())
                .forEach(kept::set);
        var mask = Mask.keeping(layout, kept);

        assertThat(mask.packed()).hasSize(Mask.packedLength(layout));
        assertThat(Mask.unpack(layout, mask.packed())).isEqualTo(mask);
        assertThat(mask.isSubsetOf(Mask.dense(layout))).isTrue();
    }

    private static BitSet bits(int... set) {
        var bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    private static MaskLayout layout(int... sizes) {
        return new MaskLayout(java.util.Arrays.stream(sizes)
                .mapToObj(size -> new MaskLayout.Tensor("t" + size + ".weight", List.of(size, 1, 1, 1)))
                .toList());
    }
}
