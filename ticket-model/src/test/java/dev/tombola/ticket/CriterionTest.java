package dev.tombola.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CriterionTest {
    @Test
    void eachSaysSomethingElseOfItself() {
        assertThat(Arrays.stream(Criterion.values()).map(Criterion::inWords))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).containsPattern("[a-z]{4}"));
    }

    @Test
    void onlyWhatLooksAtTrainedWeightsOrGradientsTrains() {
        assertThat(Arrays.stream(Criterion.values()).filter(Criterion::trains))
                .containsExactly(Criterion.MAGNITUDE, Criterion.SNIP);
        assertThat(Arrays.stream(Criterion.values()).filter(Criterion::derives))
                .containsExactly(
                        Criterion.LAYER_SHUFFLED,
                        Criterion.REVERSED,
                        Criterion.PERTURBED,
                        Criterion.PERTURBED_SAME_DENSITY);
    }
}
