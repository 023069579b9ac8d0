package dev.tombola.ticket.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Mask;
import org.junit.jupiter.api.Test;

class RemainderTest {
    @Test
    void countsWeightsAndFiltersOfEachPart() {
        var mask = Networks.keeping(Networks.SMALL, 1, 6);

        assertThat(Remainder.of(mask, Part.total(Networks.SMALL))).isEqualTo(new Remainder(2, 8, 0.75, 4, 6));
        assertThat(Part.stages(Networks.SMALL))
                .extracting(stage -> Remainder.of(mask, stage))
                .containsExactly(new Remainder(1, 4, 0.75, 1, 2), new Remainder(1, 4, 0.75, 3, 4));
    }

    /** The last weight of a filter and the first of the next stand side by side. */
    @Test
    void oneWeightSavesItsFilterAndNoOther() {
        var first = Part.layers(Networks.SMALL).getFirst();

        assertThat(Remainder.of(Networks.keeping(Networks.SMALL, 1), first).prunedFilters())
                .isEqualTo(1);
        assertThat(Remainder.of(Networks.keeping(Networks.SMALL, 2), first).prunedFilters())
                .isEqualTo(1);
        assertThat(Remainder.of(Networks.keeping(Networks.SMALL, 1, 2), first).prunedFilters())
                .isZero();
    }

    @Test
    void theDenseNetworkHasLostNothingAndTheEmptyMaskEverything() {
        var total = Part.total(Networks.SMALL);

        assertThat(Remainder.of(Mask.dense(Networks.SMALL), total)).isEqualTo(new Remainder(8, 8, 0, 0, 6));
        assertThat(Remainder.of(Networks.keeping(Networks.SMALL), total)).isEqualTo(new Remainder(0, 8, 1, 6, 6));
    }
}
