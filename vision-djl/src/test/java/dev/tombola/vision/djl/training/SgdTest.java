package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tombola.vision.djl.TorchEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SgdTest {
    private final NDManager memory = TorchEngine.start("cpu", 1).memory();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void startsItsVelocityWithTheFirstGradient() {
        var weights = array(1, -2);
        var sgd = new Sgd(weights, null, 0.5, 0.25);

        sgd.update(array(1, 1), 0.5);

        // v = g + decay w = (1.25, 0.5)
        assertThat(weights.toFloatArray()).containsExactly(0.375f, -2.25f);
    }

    @Test
    void keepsTheVelocityWhenTheRateChanges() {
        var weights = array(1, -2);
        var sgd = new Sgd(weights, null, 0.5, 0);

        sgd.update(array(1, 1), 0.5);
        sgd.update(array(1, 0), 0.25);

        // v = (1, 1), then (1.5, 0.5)
        assertThat(weights.toFloatArray()).containsExactly(1 - 0.5f - 0.375f, -2 - 0.5f - 0.125f);
    }

    @Test
    void leavesAPositiveZeroWhateverTheSignOfItsGradient() {
        var weights = array(0, 0, 1);
        var sgd = new Sgd(weights, array(0, 0, 1), 0.9, 1e-3);

        for (int step = 0; step < 3; step++) {
            sgd.update(array(-1, 1, 1), 0.1);
            sgd.update(array(1, -1, 1), 0.1);
        }

        var values = weights.toFloatArray();
        assertThat(Float.floatToRawIntBits(values[0])).isZero();
        assertThat(Float.floatToRawIntBits(values[1])).isZero();
        assertThat(values[2]).isLessThan(1);
    }

    private NDArray array(float... values) {
        return memory.create(values);
    }
}
