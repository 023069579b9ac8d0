package dev.tombola.ticket.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tombola.ticket.Mask;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskComparisonTest {
    @Test
    void twoAreAPairThreeArePairsAndAllTogether() {
        assertThat(MaskComparison.groups(List.of("a", "b"))).containsExactly(List.of("a", "b"));
        assertThat(MaskComparison.groups(List.of("a", "b", "c")))
                .containsExactly(List.of("a", "b"), List.of("a", "c"), List.of("b", "c"), List.of("a", "b", "c"));
    }

    @Test
    void everyPairAndEveryMaskIsLookedAtInEveryPart() {
        // Given
        var masks = new LinkedHashMap<String, Mask>();
        masks.put("b", Networks.keeping(Networks.SMALL, 0, 4));
        masks.put("a", Networks.keeping(Networks.SMALL, 0, 5));

        // When
        var level = MaskComparison.Level.of(3, masks, Part.stages(Networks.SMALL));

        // Then
        assertThat(level.similarities())
                .extracting(
                        MaskComparison.Alike::masks,
                        MaskComparison.Alike::part,
                        alike -> alike.similarity().relative())
                .containsExactly(tuple(List.of("b", "a"), "layer1", 1.0), tuple(List.of("b", "a"), "layer2", 0.0));
        assertThat(level.remainders())
                .extracting(MaskComparison.Left::mask, MaskComparison.Left::part)
                .containsExactly(
                        tuple("b", "layer1"), tuple("b", "layer2"), tuple("a", "layer1"), tuple("a", "layer2"));
    }
}
