package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.batch.ChannelOrder;
import dev.tombola.vision.djl.DjlNetwork;
import dev.tombola.vision.djl.Golden;
import dev.tombola.vision.djl.TorchEngine;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of SGD on masked networks, against PyTorch's. */
class GoldenTrainingTest {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final int BATCH = 16;
    private static final int SIDE = 32;

    /**
     * Where two engines differ in the last bit, a ReLU is now and then turned over, and losses part: the golden values are good
     * to 1e-4. Those come from the default layout. libtorch's channels-last batch norm adds up in single precision, one value
     * after the other, its outputs are 1e-6 off instead of 1e-7, and it happens sooner: losses are then up to 3e-4 off, and the
     * logits up to 3e-3. Before the first update nothing has parted.
     */
    @ParameterizedTest
    @EnumSource
    void takesTheStepsThatPyTorchTakes(ChannelOrder layout) throws IOException {
        for (var golden : Golden.entries("training.json")) {
            assertSameSteps(golden, layout);
        }
    }

    private static void assertSameSteps(JsonNode golden, ChannelOrder layout) {
        // Given
        var tensors = new FormulaTensors(golden.get("seed").longValue());
        var network = Golden.network(golden, 3, 10);
        var mask =
                OneShot.mask(network, tensors.of(network), golden.get("rounds").intValue());
        var installed = new InstalledMask(mask, network);
        assertThat(mask.kept()).isEqualTo(golden.get("kept").intValue());

        try (var trained = new DjlNetwork(network, installed.prune(tensors.of(network)), ENGINE.with(layout))) {
            // When
            var losses = train(trained, installed, golden);

            // Then
            for (int step = 0; step < losses.length; step++) {
                double percent = step == 0 ? 1e-3 : layout == ChannelOrder.CHANNELS_FIRST ? 1e-2 : 5e-2;
                assertThat(losses[step])
                        .isCloseTo(golden.get("losses").get(step).doubleValue(), withinPercentage(percent));
            }
            assertRunningMeans(trained, golden);
            Golden.assertLogits(
                    logits(trained, tensors),
                    golden,
                    "logits after",
                    layout == ChannelOrder.CHANNELS_FIRST ? 1e-3 : 5e-3);
        }
    }

    private static double[] train(DjlNetwork network, InstalledMask installed, JsonNode golden) {
        var tensors = new FormulaTensors(golden.get("seed").longValue());
        var sgd = new Sgd(
                network.parameters(),
                installed.factors(network),
                golden.get("momentum").doubleValue(),
                golden.get("weightDecay").doubleValue());
        var learner = new Learner(ENGINE, network, new NoObjective(), sgd);
        return IntStream.range(0, golden.get("losses").size())
                .mapToDouble(step -> learner.step(
                        step + 1,
                        (leaf, scope) -> {
                            var input = Golden.input(tensors, "batch" + step, BATCH, 3, SIDE, network.layout());
                            var logits = network.train(network.images(input, SIDE, SIDE, scope), leaf);
                            return Classification.loss(
                                    logits,
                                    IntStream.range(0, BATCH)
                                            .mapToLong(i -> (7 * i + step) % 10)
                                            .toArray());
                        },
                        golden.get("learningRate").doubleValue()))
                .toArray();
    }

    private static float[] logits(DjlNetwork network, FormulaTensors tensors) {
        try (var scope = ENGINE.memory()) {
            var input = Golden.input(tensors, "input", 2, 3, SIDE, network.layout());
            return network.evaluate(network.images(input, SIDE, SIDE, scope)).toFloatArray();
        }
    }

    private static void assertRunningMeans(DjlNetwork network, JsonNode golden) {
        var expected = Golden.values(golden.get("bn1.running_mean[:4]"));
        var actual = network.weights().values("bn1.running_mean");
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) actual[i]).isCloseTo(expected.get(i), within(5e-6));
        }
    }
}
