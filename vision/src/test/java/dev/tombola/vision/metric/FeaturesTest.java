package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeaturesTest {
    @Test
    void valuesLieRowAfterRow() {
        var features = Features.of(new float[] {1, 2, 3, 4, 5, 6}, 3);

        assertThat(features.rows()).isEqualTo(2);
        assertThat(features.dimensions()).isEqualTo(3);
        assertThat(features.value(1, 0)).isEqualTo(4);
        assertThat(features).hasToString("3 features of 2 images");
    }

    @Test
    void whatIsGivenMayChangeAfterwards() {
        float[] values = {1, 2};
        var features = Features.of(values, 2);

        values[0] = 7;

        assertThat(features).isEqualTo(Features.of(new float[] {1, 2}, 2));
    }

    @Test
    void equalValuesInOtherRowsAreOtherFeatures() {
        var one = Features.of(new float[] {1, 2}, 2);
        var two = Features.of(new float[] {1, 2}, 1);

        assertThat(one).isNotEqualTo(two).doesNotHaveSameHashCodeAs(two);
        assertThat(one).isNotEqualTo(Features.of(new float[] {1, 3}, 2)).isNotEqualTo("features");
        assertThat(one).hasSameHashCodeAs(Features.of(new float[] {1, 2}, 2));
    }

    @Test
    void aRowIsDividedByItsLength() {
        var features = Features.of(new float[] {3, 4, /**/ 0, -2}, 2);

        assertThat(features.normalised()).isEqualTo(Features.of(new float[] {0.6f, 0.8f, /**/ 0, -1}, 2));
    }

    @Test
    void aRowWithoutDirectionStaysAsItIs() {
        var features = Features.of(new float[] {0, 0, /**/ 5, 0}, 2);

        assertThat(features.normalised()).isEqualTo(Features.of(new float[] {0, 0, /**/ 1, 0}, 2));
    }

    @Test
    void theLengthOfTheLongestAndTheShortestRowIsANumber() {
        var features = Features.of(new float[] {Float.MAX_VALUE, 0, /**/ 0, Float.MIN_VALUE}, 2);

        assertThat(features.normalised()).isEqualTo(Features.of(new float[] {1, 0, /**/ 0, 1}, 2));
    }

    @Test
    void whatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> Features.of(new float[] {1, 2, 3, Float.NaN}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature 1 of row 1 is not finite: NaN");
        assertThatThrownBy(() -> Features.of(new float[] {1, 2, Float.NEGATIVE_INFINITY, 3}, 2))
                .hasMessage("feature 0 of row 1 is not finite: -Infinity");
    }

    @Test
    void rowsAreWholeAndThereIsOne() {
        assertThatThrownBy(() -> Features.of(new float[5], 2)).hasMessage("5 values are no rows of 2");
        assertThatThrownBy(() -> Features.of(new float[0], 2)).hasMessage("0 values are no rows of 2");
        assertThatThrownBy(() -> Features.of(new float[2], 0)).hasMessage("2 values are no rows of 0");
        assertThat(Features.of(new float[1], 1).rows()).isEqualTo(1);
    }
}
