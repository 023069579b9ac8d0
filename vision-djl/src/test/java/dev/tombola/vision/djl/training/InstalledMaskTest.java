package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.network.Weights;
import org.junit.jupiter.api.Test;

class InstalledMaskTest {
    @Test
    void splitsTheNormOfEachTensorIntoWhatItPrunesAndWhatItKeeps() {
        // Given
        var installed = new InstalledMask(TinyTask.mask(), TinyTask.NETWORK);
        var kept = installed.prune(TinyTask.INITIAL);
        try (var network = new DjlNetwork(TinyTask.NETWORK, kept, TorchEngine.start("cpu", 1))) {
            // When
            var norms = installed.prunedNorms(TinyTask.INITIAL, network).toFloatArray();
            var afterwards = installed.prunedNorms(kept, network).toFloatArray();

            // Then
            var parameters = network.trainable().parameters();
            assertThat(norms).hasSize(parameters.size());
            for (int i = 0; i < norms.length; i++) {
                var name = parameters.get(i).name();
                double pruned = squares(TinyTask.INITIAL, name) - squares(kept, name);
                assertThat((double) norms[i]).isCloseTo(Math.sqrt(pruned), within(1e-6));
            }
            assertThat(norms).contains(0f); // of the stem, for one
            assertThat(afterwards).containsOnly(0f);
        }
    }

    private static double squares(Weights weights, String name) {
        double sum = 0;
        for (float value : weights.values(name)) {
            sum += (double) value * value;
        }
        return sum;
    }
}
