package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardisationTest {
    @Test
    void aDimensionHasMeanZeroAndDeviationOne() {
        // Given: means 3 and -20, deviations 2 and 10
        var bank = Features.of(new float[] {1, -10, /**/ 5, -30, /**/ 1, -30, /**/ 5, -10}, 2);

        // When
        var standardisation = Standardisation.of(bank);

        // Then
        assertThat(standardisation.value(bank, 0, 0)).isEqualTo(-1);
        assertThat(standardisation.value(bank, 1, 0)).isEqualTo(1);
        assertThat(standardisation.value(bank, 0, 1)).isEqualTo(1);
        assertThat(standardisation.value(Features.of(new float[] {9, 0}, 2), 0, 0))
                .isEqualTo(3);
        assertThat(standardisation.value(Features.of(new float[] {9, 0}, 2), 0, 1))
                .isEqualTo(2);
    }

    @Test
    void whatIsAlwaysTheSameSaysNothing() {
        var standardisation = Standardisation.of(Features.of(new float[] {0, 0.1f, /**/ 0, 0.1f, /**/ 0, 0.1f}, 2));

        var other = Features.of(new float[] {7, -7}, 2);

        assertThat(standardisation.value(other, 0, 0)).isZero();
        assertThat(standardisation.value(other, 0, 1)).isZero();
    }

    @Test
    void roundingIsNoDifference() {
        var rounded = Features.of(new float[] {-100, -1, /**/ Math.nextUp(-100f), -1.001f}, 2);

        var standardisation = Standardisation.of(rounded);

        assertThat(standardisation.value(rounded, 0, 0)).isZero();
        assertThat(standardisation.value(rounded, 0, 1)).isCloseTo(1, within(1e-9));
    }
}
