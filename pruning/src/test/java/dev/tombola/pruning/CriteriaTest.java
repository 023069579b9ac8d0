package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.store.ObjectRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten weights of the magnitudes 1 to 10 in two layers, of which a round removes a fifth; or a hundred, 20 of them kept. */
class CriteriaTest {
    private static final PrunableWeights TEN =
            GlobalMagnitudeTest.weights(new float[] {1, 9, -2, 8}, new float[] {3, 7, -4, 6, 5, 10});
    private static final MaskLayout HUNDRED = GlobalMagnitudeTest.layout(40, 60);
    private static final Mask TWENTY = RandomPruning.keeping(HUNDRED, 20, 1);

    @Test
    void magnitudeBeginsWithTheDenseNetworkAndGoesOnFromItsMask() {
        // When
        var first = drawn(Criterion.MAGNITUDE, 1, Optional.empty());
        var second = drawn(Criterion.MAGNITUDE, 2, Optional.of(first));

        // Then
        assertThat(GlobalMagnitudeTest.kept(first)).as("without 1 and 2").containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(GlobalMagnitudeTest.kept(second)).as("without 3 and 4").containsExactly(1, 3, 5, 7, 8, 9);
    }

    @Test
    void oneShotTakesAllRoundsAtOnceWhateverMaskThereIs() {
        var second = drawn(Criterion.ONE_SHOT_MAGNITUDE, 2, Optional.empty());

        assertThat(GlobalMagnitudeTest.kept(second)).as("10 - 2 - 2").containsExactly(1, 3, 5, 7, 8, 9);
        assertThat(drawn(Criterion.ONE_SHOT_MAGNITUDE, 2, Optional.of(second))).isEqualTo(second);
    }

    @Test
    void randomPruningKeepsAsManyAsMagnitudeWould() {
        var layout = TEN.layout();

        var drawn = Criteria.draw(draw(Criterion.RANDOM, 2), layout, CriteriaTest::neverAsked, Optional.empty());

        assertThat(drawn.kept()).isEqualTo(6);
        assertThat(drawn.layout()).isEqualTo(layout);
    }

    @Test
    void aShuffledMaskHasItsCountsAtOtherPlaces() {
        var drawn = derived(Criterion.LAYER_SHUFFLED);

        assertThat(drawn).isNotEqualTo(TWENTY);
        assertThat(drawn.kept(0, 40)).isEqualTo(TWENTY.kept(0, 40));
        assertThat(drawn.kept(40, 100)).isEqualTo(TWENTY.kept(40, 100));
    }

    @Test
    void aPerturbedMaskIsDenserAndOneOfTheSameDensityIsNot() {
        assertThat(derived(Criterion.REVERSED).kept()).isEqualTo(80);
        assertThat(derived(Criterion.PERTURBED).kept())
                .as("2 of 20 go, 8 of 80 come")
                .isEqualTo(26);
        assertThat(derived(Criterion.PERTURBED_SAME_DENSITY).kept()).isEqualTo(20);
        assertThat(derived(Criterion.PERTURBED_SAME_DENSITY)).isNotEqualTo(TWENTY);
    }

    @ParameterizedTest
    @EnumSource(names = {"LAYER_SHUFFLED", "REVERSED", "PERTURBED", "PERTURBED_SAME_DENSITY"})
    void nothingIsDerivedFromNoMask(Criterion criterion) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Criteria.draw(draw(criterion, 1), HUNDRED, CriteriaTest::neverAsked, Optional.empty()))
                .withMessage("there is no mask to derive another from");
    }

    private static Mask drawn(Criterion criterion, int level, Optional<Mask> mask) {
        return Criteria.draw(draw(criterion, level), TEN.layout(), _ -> TEN, mask);
    }

    private static Mask derived(Criterion criterion) {
        return Criteria.draw(draw(criterion, 1), HUNDRED, CriteriaTest::neverAsked, Optional.of(TWENTY));
    }

    private static PrunableWeights neverAsked(@Nullable ObjectRef weights) {
        throw new AssertionError("this criterion does not look at weights, but asked for " + weights);
    }

    private static Draw draw(Criterion criterion, int level) {
        return new Draw(new ChainLevel("chain", level), criterion, 0.2, 7, null, null, null);
    }
}
