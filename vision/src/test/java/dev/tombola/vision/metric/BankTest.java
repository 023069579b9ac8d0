package dev.tombola.vision.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BankTest {
    private final Features features = RandomFeatures.normal(1, 3, 2);

    @Test
    void everyRowHasALabel() {
        var bank = Bank.of(features, 4, 0, 2);

        assertThat(bank.features()).isEqualTo(features);
        assertThat(bank.label(2)).isEqualTo(2);
        assertThat(bank.labels()).containsExactly(4, 0, 2);
        assertThat(bank.classes()).isEqualTo(5);
    }

    @Test
    void labelsOfAnotherSetAreRefused() {
        assertThatThrownBy(() -> Bank.of(features, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 labels do not go with 2 features of 3 images");
    }

    @Test
    void whatIsNoClassIsRefused() {
        assertThatThrownBy(() -> Bank.of(features, 0, -1, 0)).hasMessage("class -1 is not in [0, 65536)");
    }
}
