package dev.tombola.vision.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    private static final Randomness EPOCH_3 = Randomness.of(1).child("shuffle").child(3);

    /** The values come from 20 lines of Python that follow the Javadoc of {@link Randomness}. */
    @Test
    void followsItsWrittenDefinition() {
        var generator = EPOCH_3.generator();

        assertThat(generator.nextLong()).isEqualTo(-3973168944876703259L);
        assertThat(generator.nextLong()).isEqualTo(5424515932619399657L);
        assertThat(EPOCH_3.bits(7)).isEqualTo(-8827110230989469623L);
        assertThat(EPOCH_3.gaussian().getAsDouble()).isCloseTo(0.9626349767566325, within(1e-15));
    }

    @Test
    void aPlaceAlwaysGivesTheSameStream() {
        assertThat(EPOCH_3.permutation(100))
                .isEqualTo(Randomness.of(1).child("shuffle").child(3).permutation(100));
    }

    @Test
    void seedsKeysAndPathsAllMatter() {
        assertThat(IntStream.of(
                                Randomness.of(1).generator().nextInt(),
                                Randomness.of(2).generator().nextInt(),
                                Randomness.of(1).child("1").generator().nextInt(),
                                Randomness.of(1).child(1).generator().nextInt(),
                                Randomness.of(1)
                                        .child("a")
                                        .child("b")
                                        .generator()
                                        .nextInt(),
                                Randomness.of(1).child("ab").generator().nextInt())
                        .distinct())
                .hasSize(6);
    }

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        assertThat(EPOCH_3.permutation(1000))
                .hasSize(1000)
                .containsOnlyOnce(IntStream.range(0, 1000).toArray());
    }

    @Test
    void gaussianValuesHaveMeanZeroAndDeviationOne() {
        var statistics =
                DoubleStream.generate(EPOCH_3.gaussian()).limit(100_000).toArray();

        assertThat(DoubleStream.of(statistics).average()).hasValueCloseTo(0.0, within(0.02));
        assertThat(DoubleStream.of(statistics).map(x -> x * x).average()).hasValueCloseTo(1.0, within(0.02));
    }

    @Test
    void aSeedThatJsonCannotHoldIsRefused() {
        assertThatThrownBy(() -> Randomness.of(1L << 53)).hasMessage("seed must lie in [0, 2^53): 9007199254740992");
        assertThatThrownBy(() -> Randomness.of(-1)).hasMessage("seed must lie in [0, 2^53): -1");
    }
}
