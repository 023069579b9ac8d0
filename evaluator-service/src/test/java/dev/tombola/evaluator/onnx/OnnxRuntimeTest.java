package dev.tombola.evaluator.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.view.Views;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    private static final Network NETWORK = Networks.named("cifar-resnet8", Map.of("width", 4), 1, 10);
    private static final Normalisation NORMALISATION = new Normalisation(List.of(0.5), List.of(0.25));

    private final OnnxRuntime engine = new OnnxRuntime("cpu");

    private Predictions predict(byte[] model, ImageSet images) {
        var splits = new Splits(images, images, images);
        return engine.measure(model, Measure.TOP_1, splits, Views.SIMCLR).predictions();
    }

    @Test
    void aNetworkOfZerosSaysItsBias() {
        // Given more images than one batch, and a network that sees none of them
        var model = model(tensor -> tensor.equals(NETWORK.head().getLast()) ? 7 : -1);

        // When
        var predictions = predict(model, images(251));

        // Then
        assertThat(predictions.classes()).hasSize(251).containsOnly(7);
    }

    @Test
    void theFirstOfEqualLogitsWins() {
        assertThat(predict(model(_ -> -1), images(3)).classes()).containsOnly(0);
    }

    @Test
    void saysItsVersionAndDevice() {
        assertThat(engine.name()).matches("onnxruntime \\d+\\.\\d+\\.\\d+, cpu");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> predict("no model".getBytes(UTF_8), images(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ONNX Runtime: ");
    }

    @Test
    void refusesImagesOfAnotherSize() {
        var wide = ImageSet.of(new Shape(1, 12, 12), 10, MemorySegment.ofArray(new byte[144]), 0);

        assertThatThrownBy(() -> predict(model(_ -> -1), wide)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesADeviceThatItDoesNotKnow() {
        assertThatThrownBy(() -> new OnnxRuntime("tpu")).hasMessageContaining("tpu is not a device");
    }

    /** All zeros, but one 1 in the tensors for which a place is given. */
    private static byte[] model(ToIntFunction<String> one) {
        var weights = Weights.of(NETWORK.parameters(), parameter -> {
            var values = new float[parameter.size()];
            int place = one.applyAsInt(parameter.name());
            if (place >= 0) {
                values[place] = 1;
            }
            return values;
        });
        return OnnxEmitter.emit(NETWORK, weights, 8, 8, NORMALISATION);
    }

    private static ImageSet images(int count) {
        var pixels = new byte[count * 64];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) i);
        var labels = new int[count];
        Arrays.fill(labels, 1);
        return ImageSet.of(new Shape(1, 8, 8), 10, MemorySegment.ofArray(pixels), labels);
    }
}
