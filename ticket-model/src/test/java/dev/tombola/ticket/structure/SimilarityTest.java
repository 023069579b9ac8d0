package dev.tombola.ticket.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {
    private static final Part TOTAL = Part.total(Networks.SMALL);

    @Test
    void identicalMasksAreOne() {
        var mask = Networks.keeping(Networks.SMALL, 0, 3, 5);

        assertThat(Similarity.of(List.of(mask, mask, mask), TOTAL).relative()).isEqualTo(1);
    }

    @Test
    void disjointMasksAreZero() {
        var one = Networks.keeping(Networks.SMALL, 0, 3);
        var other = Networks.keeping(Networks.SMALL, 1, 5, 6);

        assertThat(Similarity.of(List.of(one, other), TOTAL).relative()).isZero();
    }

    @Test
    void countsWhatIsKeptByAllAndByAny() {
        // Given
        var one = Networks.keeping(Networks.SMALL, 0, 1, 4);
        var other = Networks.keeping(Networks.SMALL, 1, 4, 5, 6);
        var third = Networks.keeping(Networks.SMALL, 2, 4);

        // When
        var pair = Similarity.of(List.of(one, other), TOTAL);
        var all = Similarity.of(List.of(one, other, third), TOTAL);

        // Then
        assertThat(pair.shared()).isEqualTo(2);
        assertThat(pair.united()).isEqualTo(5);
        assertThat(pair.relative()).isEqualTo(0.4);
        assertThat(all.shared()).isEqualTo(1);
        assertThat(all.united()).isEqualTo(6);
    }

    /** Both keep 3 of 4 weights of the first layer, and 1 of 4 of the second: half of all. */
    @Test
    void chanceDependsOnWhetherLayersKeepTheirDensities() {
        var one = Networks.keeping(Networks.SMALL, 0, 1, 2, 4);
        var other = Networks.keeping(Networks.SMALL, 1, 2, 3, 7);

        var similarity = Similarity.of(List.of(one, other), TOTAL);

        assertThat(similarity.chance()).isCloseTo(0.25 / 0.75, within(1e-12));
        double shared = 4 * 9 / 16.0 + 4 / 16.0;
        double united = 4 * 15 / 16.0 + 4 * 7 / 16.0;
        assertThat(similarity.chanceByLayer()).isCloseTo(shared / united, within(1e-12));
    }

    @Test
    void masksOfDifferentDensitiesHaveAChanceLevelToo() {
        var one = Networks.keeping(Networks.SMALL, 0, 1, 2, 3);
        var other = Networks.keeping(Networks.SMALL, 4, 5);

        // p = 1/2 and 1/4: shared 1/8, united 1 - 1/2 * 3/4 = 5/8
        assertThat(Similarity.of(List.of(one, other), TOTAL).chance()).isCloseTo(0.2, within(1e-12));
        assertThat(Similarity.of(List.of(one, other), TOTAL).chanceByLayer()).isZero();
    }

    @Test
    void aPartIsComparedByItself() {
        var one = Networks.keeping(Networks.SMALL, 0, 1, 4);
        var other = Networks.keeping(Networks.SMALL, 0, 1, 5);

        assertThat(Part.stages(Networks.SMALL))
                .extracting(stage -> Similarity.of(List.of(one, other), stage).relative())
                .containsExactly(1.0, 0.0);
        assertThat(Similarity.of(
                        List.of(one, other), Part.stages(Networks.SMALL).getLast()))
                .satisfies(stage -> assertThat(stage.chance()).isEqualTo(stage.chanceByLayer()));
    }

    @Test
    void masksThatKeepNothingAreTheSame() {
        var nothing = Networks.keeping(Networks.SMALL);

        assertThat(Similarity.of(List.of(nothing, nothing), TOTAL)).isEqualTo(new Similarity(1, 1, 1, 0, 0));
    }

    /** Paper 4.1 lists these for p = 0.8^k. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.667",
        "2, 0.471",
        "3, 0.344",
        "4, 0.258",
        "5, 0.196",
        "6, 0.151",
        "7, 0.117",
        "8, 0.092",
        "9, 0.072",
        "10, 0.057",
        "12, 0.036",
        "14, 0.022",
        "18, 0.009"
    })
    void pairsMeetByChanceAsOftenAsThePaperSays(int rounds, double chance) {
        assertThat(chance(rounds, 2)).isCloseTo(chance, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"4, 0.087", "5, 0.0505", "6, 0.030"})
    void threeMeetByChanceAsOftenAsThePaperSays(int rounds, double chance) {
        assertThat(chance(rounds, 3)).isCloseTo(chance, within(0.0005));
    }

    /** A layer of 50,000 weights at 0.4, one of 50,000 at 0.1: five standard errors of what is shared are 2.5 %. */
    @Test
    void randomMasksAreAsAlikeAsChanceByLayer() {
        var layout = new MaskLayout(
                List.of(new MaskLayout.Tensor("a", List.of(50, 1000)), new MaskLayout.Tensor("b", List.of(50, 1000))));
        var random = new SplittableRandom(7);
        var masks = Stream.generate(() -> Networks.random(layout, List.of(20_000, 5_000), random))
                .limit(2)
                .toList();

        var similarity = Similarity.of(masks, Part.total(layout));

        assertThat(similarity.chanceByLayer()).isCloseTo((0.16 + 0.01) / (0.64 + 0.19), within(1e-12));
        assertThat(similarity.chance()).isCloseTo(0.25 / 1.75, within(1e-12));
        assertThat(similarity.relative()).isCloseTo(similarity.chanceByLayer(), within(0.01));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        var mask = Mask.dense(Networks.SMALL);
        var elsewhere = Mask.dense(new MaskLayout(List.of(new MaskLayout.Tensor("a", List.of(8)))));

        assertThatThrownBy(() -> Similarity.of(List.of(mask), TOTAL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Similarity.of(List.of(mask, elsewhere), TOTAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double chance(int rounds, int masks) {
        int weights = 1_000_000;
        var layout = new MaskLayout(List.of(new MaskLayout.Tensor("a", List.of(weights))));
        var kept = new BitSet(weights);
        kept.set(0, (int) Math.round(weights * Math.pow(0.8, rounds)));
        return Similarity.of(Collections.nCopies(masks, Mask.keeping(layout, kept)), Part.total(layout))
                .chance();
    }
}
