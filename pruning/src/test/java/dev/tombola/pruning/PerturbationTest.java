package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Mask;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PerturbationTest {
    private static final long LAST_SEED = (1L << 53) - 1;

    @Property(tries = 100)
    void aReversedMaskKeepsWhatIsPrunedAndOnlyThat(@ForAll @IntRange(max = 100) int kept) {
        var mask = mask(kept);

        var reversed = Perturbation.reversed(mask);

        assertThat(reversed.bits().intersects(mask.bits())).isFalse();
        assertThat(reversed.kept()).isEqualTo(100 - kept);
        assertThat(Perturbation.reversed(reversed)).isEqualTo(mask);
    }

    @Property(tries = 200)
    void aPerturbedMaskHasATenthOfItsOnesAndATenthOfItsZerosFlipped(
            @ForAll @IntRange(max = 10) int tens, @ForAll @LongRange(max = LAST_SEED) long seed) {
        var mask = mask(10 * tens);

        var perturbed = Perturbation.flipped(mask, seed);

        assertThat(lost(mask, perturbed)).isEqualTo(tens);
        assertThat(lost(perturbed, mask)).isEqualTo(10 - tens);
        assertThat(perturbed.kept()).as("100 (0.1 + 0.8 p), paper 4.4").isEqualTo(10 + 8 * tens);
        assertThat(Perturbation.flipped(mask, seed)).isEqualTo(perturbed);
    }

    @Property(tries = 200)
    void aPerturbedMaskOfTheSameDensityTradesOnesForZeros(
            @ForAll @IntRange(max = 100) int kept, @ForAll @LongRange(max = LAST_SEED) long seed) {
        var mask = mask(kept);

        var perturbed = Perturbation.swapped(mask, seed);

        assertThat(perturbed.kept()).isEqualTo(kept);
        assertThat(lost(mask, perturbed))
                .isEqualTo(lost(perturbed, mask))
                .isEqualTo(Math.min((int) Math.rint(kept / 10.0), 100 - kept));
    }

    private static int lost(Mask before, Mask after) {
        BitSet lost = before.bits();
        lost.andNot(after.bits());
        return lost.cardinality();
    }

    /** Over two layers of 40 and 60 weights, so that flips cross their border. */
    private static Mask mask(int kept) {
        return RandomPruning.keeping(GlobalMagnitudeTest.layout(40, 60), kept, 1);
    }
}
