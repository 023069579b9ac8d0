package dev.tombola.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
    /** More than 0.1 % and at least three withhold the verdict. */
    @ParameterizedTest
    @CsvSource({"0, 100, true", "2, 100, true", "3, 100, false", "10, 10000, true", "11, 10000, false", "3, 3000, true"
    })
    void toleratesAFewFlippedPredictions(int flipped, int images, boolean agrees) {
        assertThat(Measurement.agrees(flipped, images)).isEqualTo(agrees);
    }
}
