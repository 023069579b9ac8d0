package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GlobalMagnitudeTest {
    @Test
    void prunesTheSmallestWeightsWhateverTheirSign() {
        // Given
        var weights = weights(new float[] {0.9f, -0.1f, 0.5f, -0.7f, 0.2f});

        // When
        var mask = GlobalMagnitude.prune(weights, Mask.dense(weights.layout()), 2);

        // Then
        assertThat(kept(mask)).containsExactly(0, 2, 3);
    }

    @Test
    void layersCompeteOnMagnitudeAlone() {
        var weights = weights(new float[] {0.1f, 0.2f, 0.3f}, new float[] {1, 2, 3});

        assertThat(kept(GlobalMagnitude.prune(weights, Mask.dense(weights.layout()), 3)))
                .containsExactly(3, 4, 5);
    }

    @Test
    void ofEqualMagnitudesTheEarlierGoesFirst() {
        var weights = weights(new float[] {1, -1}, new float[] {1, 1, 0.5f});

        assertThat(kept(GlobalMagnitude.prune(weights, Mask.dense(weights.layout()), 3)))
                .containsExactly(2, 3);
    }

    @Test
    void whatIsPrunedStaysPrunedHoweverLargeItGrew() {
        // Given
        var before = GlobalMagnitude.prune(weights(new float[] {0.1f, 1, 2, 3}), Mask.dense(layout(4)), 1);

        // When
        var after = GlobalMagnitude.prune(weights(new float[] {9, 1, 2, 3}), before, 1);

        // Then
        assertThat(kept(after)).containsExactly(2, 3);
    }

    @Test
    void namesTheWeightThatHasNoMagnitude() {
        var broken = weights(new float[] {1, 2}, new float[] {3, Float.NaN});
        var infinite = weights(new float[] {1, Float.NEGATIVE_INFINITY});

        assertThatThrownBy(() -> GlobalMagnitude.prune(broken, Mask.dense(broken.layout()), 1))
                .hasMessage("t1[1] is NaN: a network with such weights cannot be pruned");
        assertThatThrownBy(() -> GlobalMagnitude.prune(infinite, Mask.dense(infinite.layout()), 1))
                .hasMessageContaining("t0[1] is -Infinity");
        assertThatThrownBy(() -> GlobalMagnitude.prune(broken, Mask.dense(broken.layout()), 0))
                .as("even where nothing is to be removed")
                .hasMessageContaining("t1[1] is NaN");
    }

    @Test
    void aWeightThatIsPrunedAlreadyNeedsNoMagnitude() {
        var before = GlobalMagnitude.prune(weights(new float[] {0, 1, 2}), Mask.dense(layout(3)), 1);

        assertThat(kept(GlobalMagnitude.prune(weights(new float[] {Float.NaN, 1, 2}), before, 1)))
                .containsExactly(2);
        assertThatThrownBy(() -> GlobalMagnitude.prune(weights(new float[] {Float.NaN, 1, Float.NaN}), before, 1))
                .hasMessageStartingWith("t0[2] is NaN");
    }

    @Test
    void theLargestFiniteWeightIsAWeight() {
        var weights = weights(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 1});

        assertThat(kept(GlobalMagnitude.prune(weights, Mask.dense(weights.layout()), 2)))
                .containsExactly(1);
    }

    @Test
    void removesNoMoreThanThereIsAndNoLessThanNothing() {
        var weights = weights(new float[] {1, 2});
        var dense = Mask.dense(weights.layout());

        assertThat(GlobalMagnitude.prune(weights, dense, 0)).isEqualTo(dense);
        assertThat(kept(GlobalMagnitude.prune(weights, dense, 2))).isEmpty();
        assertThatThrownBy(() -> GlobalMagnitude.prune(weights, dense, 3)).hasMessage("cannot remove 3 of 2 weights");
        assertThatThrownBy(() -> GlobalMagnitude.prune(weights, dense, -1)).hasMessage("cannot remove -1 of 2 weights");
    }

    /** Few distinct values, zeros of both signs and numbers too small to be normal among them, so that ties are common. */
    @Property
    void agreesWithSorting(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -3, max = 3) Integer> values,
            @ForAll @IntRange(max = 200) int removed,
            @ForAll @IntRange(max = 200) int removedBefore) {
        // Given
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i) == 3 ? -0.0f : values.get(i) == -3 ? Float.MIN_VALUE : values.get(i);
        }
        var weights = weights(numbers);
        int first = Math.min(removedBefore, numbers.length);
        var before = GlobalMagnitude.prune(weights, Mask.dense(weights.layout()), first);
        int second = Math.min(removed, before.kept());

        // When
        var after = GlobalMagnitude.prune(weights, before, second);

        // Then
        var expected = IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> Math.abs(numbers[i]))
                        .thenComparing(Comparator.naturalOrder()))
                .skip(first + second)
                .sorted()
                .toList();
        assertThat(kept(after)).isEqualTo(expected);
        assertThat(after.isSubsetOf(before)).isTrue();
    }

    static PrunableWeights weights(float[]... tensors) {
        return new PrunableWeights(
                layout(Arrays.stream(tensors).mapToInt(tensor -> tensor.length).toArray()), List.of(tensors));
    }

    static MaskLayout layout(int... sizes) {
        return new MaskLayout(IntStream.range(0, sizes.length)
                .mapToObj(i -> new MaskLayout.Tensor("t" + i, List.of(sizes[i])))
                .toList());
    }

    static List<Integer> kept(Mask mask) {
        return mask.bits().stream().boxed().toList();
    }
}
