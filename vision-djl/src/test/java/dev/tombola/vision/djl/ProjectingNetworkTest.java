package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tombola.vision.batch.Batches;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.random.Randomness;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with a projection head in a classifier's place, on two engines. */
class ProjectingNetworkTest {
    private static final int IMAGES = 6;
    private static final Shape IMAGE = new Shape(3, 32, 32);
    private static final Normalisation NORMALISATION = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));

    @ParameterizedTest
    @ValueSource(strings = {"cifar-resnet8", "small-stem-resnet18"})
    void twoEnginesSeeTheSameFeaturesAndProjections(String name) throws OrtException {
        var network = Networks.named(name, Map.of(), 3, 10).projecting(0, 24);
        var weights = new Initialisation(Randomness.of(3)).of(network);

        assertClose(onDjl(network, weights, true), onOnnxRuntime(network, weights, OnnxEmitter.FEATURES));
        assertClose(onDjl(network, weights, false), onOnnxRuntime(network, weights, OnnxEmitter.PROJECTION));
    }

    @Test
    void itsHeadIsMocosAndItsBodyTheClassifiers() {
        var classifier = Networks.named("resnet50", Map.of(), 3, 1000);
        var projecting = classifier.projecting(0, 128);

        assertThat(projecting.head()).containsExactly("fc.0.weight", "fc.0.bias", "fc.2.weight", "fc.2.bias");
        assertThat(projecting.parameters().stream()
                        .filter(parameter -> projecting.head().contains(parameter.name()))
                        .map(Parameter::shape))
                .containsExactly(List.of(2048, 2048), List.of(2048), List.of(128, 2048), List.of(128));
        assertThat(projecting.prunable()).isEqualTo(classifier.prunable());
        assertThat(projecting.features()).isEqualTo(classifier.features());
        assertThat(projecting.stem()).isEqualTo("conv1.weight");
    }

    private static float[] onDjl(Network network, Weights weights, boolean features) {
        try (var loaded = new DjlNetwork(network, weights, TorchEngine.start("cpu", 1));
                var batches = Batches.inOrder(images(), NORMALISATION, loaded.layout(), IMAGES)) {
            return features ? loaded.features(batches.next(), IMAGE) : loaded.outputs(batches.next(), IMAGE);
        }
    }

    private static float[] onOnnxRuntime(Network network, Weights weights, String output) throws OrtException {
        var model = OnnxEmitter.emit(network, weights, 32, 32, NORMALISATION);
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(model);
                var batches = Batches.inOrder(images(), NORMALISATION, ChannelOrder.CHANNELS_FIRST, IMAGES);
                var input =
                        OnnxTensor.createTensor(environment, batches.next().values(), new long[] {IMAGES, 3, 32, 32});
                var result = session.run(Map.of(OnnxEmitter.INPUT, input))) {
            var values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
            var rows = new float[values.remaining()];
            values.get(rows);
            return rows;
        }
    }

    private static void assertClose(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        assertThat(one).isNotEqualTo(new float[one.length]);
        for (int i = 0; i < one.length; i++) {
            assertThat(one[i]).isCloseTo(other[i], within(1e-4f));
        }
    }

    private static ImageSet images() {
        var pixels = new byte[IMAGES * 32 * 32 * 3];
        Randomness.of(0).generator().nextBytes(pixels);
        return ImageSet.of(IMAGE, 10, MemorySegment.ofArray(pixels), new int[IMAGES]);
    }
}
