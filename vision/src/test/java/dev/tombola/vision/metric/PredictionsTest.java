package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private final Predictions predictions = Predictions.of(3, 0, 258, 65535);

    @Test
    void anImageTakesTwoBytesLowOneFirst() {
        assertThat(predictions.encode()).containsExactly(3, 0, 0, 0, 2, 1, 0xFF, 0xFF);
        assertThat(Predictions.decode(predictions.encode())).isEqualTo(predictions);
    }

    @Test
    void accuracyIsWhatWasCounted() {
        var top1 = predictions.top1(new int[] {3, 1, 258, 0});

        assertThat(top1).isEqualTo(new Accuracy(2, 4));
        assertThat(top1.value()).isEqualTo(0.5);
    }

    @Test
    void disagreementIsCountedPerImage() {
        assertThat(predictions.differing(Predictions.of(3, 0, 257, 0))).isEqualTo(2);
    }

    @Test
    void predictionsOfAnotherTestSetCannotBeCompared() {
        assertThatThrownBy(() -> predictions.differing(Predictions.of(1)))
                .hasMessage("4 predictions do not go with 1 others");
    }

    @Test
    void theFirstOfTheLargestLogitsIsChosen() {
        var logits = FloatBuffer.wrap(new float[] {0, 2, 1, /**/ 5, 5, 4, /**/ -2, -3, -1});

        assertThat(Predictions.ofLogits(logits, 3)).isEqualTo(Predictions.of(1, 0, 2));
    }

    @Test
    void nothingBeatsNan() {
        var logits = FloatBuffer.wrap(new float[] {1, Float.NaN, 2, /**/ Float.NaN, 5, Float.NaN});

        assertThat(Predictions.ofLogits(logits, 3)).isEqualTo(Predictions.of(1, 0));
    }

    @Test
    void equalPredictionsAreThoseOfEveryImage() {
        var same = Predictions.of(3, 0, 258, 65535);

        assertThat(same).isEqualTo(predictions).hasSameHashCodeAs(predictions);
        assertThat(predictions).isNotEqualTo(Predictions.of(3, 0, 258, 65534)).isNotEqualTo("predictions");
        assertThat(predictions).doesNotHaveSameHashCodeAs(Predictions.of(3, 0, 258, 65534));
    }

    @Test
    void aClassThatTwoBytesCannotHoldIsRefused() {
        assertThatThrownBy(() -> Predictions.of(0, 65536)).hasMessage("class 65536 is not in [0, 65536)");
    }

    @Test
    void aCutFileIsRefused() {
        assertThatThrownBy(() -> Predictions.decode(new byte[3]))
                .hasMessage("predictions take 2 bytes an image, these are 3");
    }
}
