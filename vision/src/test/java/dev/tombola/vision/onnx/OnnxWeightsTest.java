package dev.tombola.vision.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.random.Randomness;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OnnxWeightsTest {
    @Test
    void readsEveryBitThatWasWritten() {
        // Given a network with shortcuts that are padded by whole numbers
        var network = Networks.named("cifar-resnet8", Map.of("width", 4), 1, 10);
        var weights = new Initialisation(Randomness.of(1)).of(network);
        var model = OnnxEmitter.emit(network, weights, 8, 8, new Normalisation(List.of(0.5), List.of(0.25)));

        // When
        var read = OnnxWeights.read(model);

        // Then
        assertThat(read.keySet())
                .containsExactlyElementsOf(
                        network.parameters().stream().map(Parameter::name).toList());
        for (var parameter : network.parameters()) {
            var tensor = Objects.requireNonNull(read.get(parameter.name()));
            var values = new float[parameter.size()];
            tensor.bytes()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            assertThat(values).isEqualTo(weights.values(parameter.name()));
            assertThat(tensor.shape())
                    .isEqualTo(
                            parameter.shape().stream().map(Integer::longValue).toList());
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> OnnxWeights.read("no model".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this is no ONNX model");
    }
}
