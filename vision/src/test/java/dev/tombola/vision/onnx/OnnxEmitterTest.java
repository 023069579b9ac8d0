package dev.tombola.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.CifarResNets;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxEmitterTest {
    private static final Normalisation GREY = new Normalisation(List.of(0.1436), List.of(0.1609));

    private final Network network = CifarResNets.resnet(8, 4, 2, 1, 5);
    private final Weights weights = new Initialisation(Randomness.of(0)).of(network);

    @Test
    void equalArgumentsGiveEqualBytes() {
        assertThat(OnnxEmitter.emit(network, weights, 28, 28, GREY))
                .isEqualTo(OnnxEmitter.emit(network, weights, 28, 28, GREY));
    }

    @Test
    void theModelSaysHowItsInputIsPrepared() throws Exception {
        try (var model = new OnnxModel(OnnxEmitter.emit(network, weights, 28, 28, GREY))) {
            assertThat(model.metadata())
                    .isEqualTo(Map.of(
                            "tombola.network", "cifar-resnet8",
                            "tombola.input", "1x28x28",
                            "tombola.mean", "0.1436",
                            "tombola.std", "0.1609",
                            "tombola.classes", "5"));
        }
    }

    @Test
    void anyBatchSizeFits() throws Exception {
        try (var model = new OnnxModel(OnnxEmitter.emit(network, weights, 28, 28, GREY))) {
            assertThat(model.logits(new float[784], 1, 1, 28, 28)).hasDimensions(1, 5);
            assertThat(model.logits(new float[3 * 784], 3, 1, 28, 28)).hasDimensions(3, 5);
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        var other = CifarResNets.resnet(8, 8, 2, 1, 5);

        assertThatThrownBy(() -> OnnxEmitter.emit(other, weights, 28, 28, GREY))
                .hasMessage("these weights are not those of cifar-resnet8");
    }

    @Test
    void aNormalisationForOtherImagesIsRefused() {
        var colour = new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));

        assertThatThrownBy(() -> OnnxEmitter.emit(network, weights, 28, 28, colour))
                .hasMessage("cifar-resnet8 reads 1 channels, the normalisation has 3");
    }
}
