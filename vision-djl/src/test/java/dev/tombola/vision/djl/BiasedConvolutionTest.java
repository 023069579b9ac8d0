package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.network.CifarVggs;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions with biases, as the network of docs/extending.md has them. */
class BiasedConvolutionTest {
    private static final Normalisation NORMALISATION = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));
    private final Network network = CifarVggs.vgg11(4, 3, 5);
    private final Weights weights = new FormulaTensors(7).of(network);

    @ParameterizedTest
    @EnumSource
    void bothEnginesGiveTheSameLogits(ChannelOrder order) throws OrtException {
        assertThat(onnx(weights)).containsExactly(torch(weights, order), Offset.offset(1e-4f));
    }

    @ParameterizedTest
    @EnumSource
    void everyBiasCounts(ChannelOrder order) {
        float[] logits = torch(weights, order);
        var biases = network.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.CONVOLUTION_BIAS)
                .toList();

        assertThat(biases)
                .hasSize(8)
                .allSatisfy(bias -> assertThat(torch(without(bias), order)).isNotEqualTo(logits));
    }

    private Weights without(Parameter bias) {
        return Weights.of(network.parameters(), parameter -> {
            float[] values = weights.values(parameter.name()).clone();
            if (parameter.equals(bias)) {
                Arrays.fill(values, 0);
            }
            return values;
        });
    }

    private static float[] input() {
        var random = new Random(3);
        var values = new float[2 * 3 * 32 * 32];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        return values;
    }

    private float[] torch(Weights weights, ChannelOrder order) {
        var engine = TorchEngine.start("cpu", 1).with(order);
        var values = ByteBuffer.allocateDirect(input().length * Float.BYTES).order(ByteOrder.nativeOrder());
        values.asFloatBuffer().put(order == ChannelOrder.CHANNELS_FIRST ? input() : channelsLast(input()));
        try (var emitted = new DjlNetwork(network, weights, engine);
                var scope = engine.memory()) {
            return emitted.evaluate(emitted.images(values, 32, 32, scope)).toFloatArray();
        }
    }

    private static float[] channelsLast(float[] values) {
        var last = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int image = i / (3 * 1024);
            int channel = i / 1024 % 3;
            last[image * 3 * 1024 + i % 1024 * 3 + channel] = values[i];
        }
        return last;
    }

    private float[] onnx(Weights weights) throws OrtException {
        var model = OnnxEmitter.emit(network, weights, 32, 32, NORMALISATION);
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(model);
                var tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(input()), new long[] {2, 3, 32, 32});
                var result = session.run(Map.of(OnnxEmitter.INPUT, tensor))) {
            var flat = FloatBuffer.allocate(10);
            for (float[] image : (float[][]) result.get(0).getValue()) {
                flat.put(image);
            }
            return flat.array();
        }
    }
}
