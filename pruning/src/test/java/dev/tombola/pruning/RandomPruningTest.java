package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.Mask;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RandomPruningTest {
    private static final long LAST_SEED = (1L << 53) - 1;

    @Property(tries = 200)
    void levelsOfOneSeedAreNestedAndExact(
            @ForAll @LongRange(max = LAST_SEED) long seed,
            @ForAll @IntRange(max = 100) int more,
            @ForAll @IntRange(max = 100) int fewer) {
        var layout = GlobalMagnitudeTest.layout(40, 60);

        var large = RandomPruning.keeping(layout, Math.max(more, fewer), seed);
        var small = RandomPruning.keeping(layout, Math.min(more, fewer), seed);

        assertThat(large.kept()).isEqualTo(Math.max(more, fewer));
        assertThat(small.kept()).isEqualTo(Math.min(more, fewer));
        assertThat(small.isSubsetOf(large)).isTrue();
        assertThat(RandomPruning.keeping(layout, large.kept(), seed)).isEqualTo(large);
    }

    @Property(tries = 200)
    void shufflingKeepsEveryLayersCount(
            @ForAll @LongRange(max = LAST_SEED) long seed, @ForAll @IntRange(max = 100) int kept) {
        var mask = RandomPruning.keeping(GlobalMagnitudeTest.layout(40, 60), kept, 1);

        var shuffled = RandomPruning.shuffledByLayer(mask, seed);

        assertThat(shuffled.kept(0, 40)).isEqualTo(mask.kept(0, 40));
        assertThat(shuffled.kept(40, 100)).isEqualTo(mask.kept(40, 100));
    }

    @Property(tries = 20)
    void everyPlaceHasTheSameChance(@ForAll @IntRange(max = 99) int place) {
        var layout = GlobalMagnitudeTest.layout(100);
        int hits = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            hits += RandomPruning.keeping(layout, 50, seed).keeps(place) ? 1 : 0;
        }
        assertThat(hits).isBetween(420, 580); // five standard deviations of a fair coin
    }

    @Property(tries = 20)
    void shufflingLeavesTheDenseMaskAlone(@ForAll @LongRange(max = LAST_SEED) long seed) {
        var dense = Mask.dense(GlobalMagnitudeTest.layout(3, 5));

        assertThat(RandomPruning.shuffledByLayer(dense, seed)).isEqualTo(dense);
    }
}
