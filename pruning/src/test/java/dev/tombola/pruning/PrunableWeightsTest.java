package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.store.tensor.TensorView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunableWeightsTest {
    @Test
    void takesTheLayoutsTensorsInItsOrderAndNoOthers() {
        var file = Map.of(
                "bias", TensorView.of("bias", new long[] {1}, 1),
                "t1", TensorView.of("t1", new float[] {3}, 1),
                "t0", TensorView.of("t0", new float[] {1, -2}, 2));

        var weights = PrunableWeights.of(GlobalMagnitudeTest.layout(2, 1), file::get);

        assertThat(weights.values()).containsExactly(new float[] {1, -2}, new float[] {3});
    }

    @Test
    void needsEveryValueOfEveryTensor() {
        var layout = GlobalMagnitudeTest.layout(2, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrunableWeights(layout, List.of(new float[2])))
                .withMessage("t1 needs 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrunableWeights(layout, List.of(new float[3], new float[1])))
                .withMessage("t0 needs 2 values");
    }
}
