package dev.tombola.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightFileTest {
    private static final Weights ZEROS = Weights.of(
            Networks.named("cifar-resnet8", Map.of("width", 4), 1, 10).parameters(),
            parameter -> new float[parameter.size()]);

    @Test
    void saysHowTheInputIsPreparedWhereTheFileDoes() {
        assertThat(WeightFile.normalisation(file(Map.of("mean", ".485, .456,.406", "std", ".229,.224,.225"))))
                .contains(new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225)));
        assertThat(WeightFile.normalisation(file(Map.of("mean", "0.5")))).isEmpty();
        assertThat(WeightFile.normalisation(file(Map.of()))).isEmpty();
    }

    @Test
    void namesWhatAreNoNumbers() {
        var file = file(Map.of("mean", "0.5", "std", "wide"));

        assertThatThrownBy(() -> WeightFile.normalisation(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessage("the weights' metadata mean and std are not numbers: wide");
    }

    private static Safetensors file(Map<String, String> metadata) {
        return Safetensors.of(WeightFile.write(ZEROS, metadata));
    }
}
