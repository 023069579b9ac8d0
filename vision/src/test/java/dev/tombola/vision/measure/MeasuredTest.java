package dev.tombola.vision.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.metric.Retrieval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTest {
    /** 0 became 1, 1 became 2, 2 became 3, 4 became 5, 5 became 0; 3 stays. */
    @ParameterizedTest
    @CsvSource({
        "RETRIEVAL_TOP_1, 2", // the first and the last
        "RETRIEVAL_TOP_3, 2", // the third and the last
        "RETRIEVAL_TOP_5, 2", // the last two
        "TOP_1, 5",
        "NEAREST_NEIGHBOURS, 5"
    })
    void ofRetrievalOnlyWhatIsFoundDiffers(Measure measure, int differing) {
        var ranks = Predictions.of(0, 1, 2, 3, 4, 5);
        var measured = new Measured(measure, ranks, new Retrieval(ranks).top(1));

        assertThat(measured.differing(Predictions.of(1, 2, 3, 3, 5, 0))).isEqualTo(differing);
    }
}
