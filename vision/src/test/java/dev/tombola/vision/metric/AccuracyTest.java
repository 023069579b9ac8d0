package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccuracyTest {
    @Test
    void isAShare() {
        assertThat(new Accuracy(0, 1).value()).isZero();
        assertThat(new Accuracy(3, 4).value()).isEqualTo(0.75);
        assertThat(new Accuracy(1, 1).value()).isOne();
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> new Accuracy(5, 4)).hasMessage("5 of 4 images cannot be correct");
        assertThatThrownBy(() -> new Accuracy(-1, 4)).hasMessage("-1 of 4 images cannot be correct");
        assertThatThrownBy(() -> new Accuracy(0, 0)).hasMessage("0 of 0 images cannot be correct");
    }
}
