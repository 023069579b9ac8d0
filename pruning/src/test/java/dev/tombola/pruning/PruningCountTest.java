package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruningCountTest {
    /** The table of paper 1.4: ResNet-50 and ResNet-152. */
    @ParameterizedTest
    @CsvSource({
        "0, 23445504, 57982976",
        "1, 18756403, 46386381",
        "2, 15005122, 37109105",
        "5, 7682622, 18999862",
        "10, 2517442, 6225875",
        "14, 1031144, 2550118",
        "18, 422357, 1044528",
        "19, 337886, 835622"
    })
    void keepsWhatThePaperKeeps(int rounds, int resnet50, int resnet152) {
        assertThat(PruningCount.kept(23_445_504, 0.2, rounds)).isEqualTo(resnet50);
        assertThat(PruningCount.kept(57_982_976, 0.2, rounds)).isEqualTo(resnet152);
    }

    @Test
    void roundsHalfToEven() {
        assertThat(PruningCount.removed(5, 0.5)).isEqualTo(2);
        assertThat(PruningCount.removed(7, 0.5)).isEqualTo(4);
    }
}
