package dev.tombola.vision.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.torchscript.Precision;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed in bfloat16 lies near what is computed in float32; GoldenTrainingTest sets the latter beside PyTorch. */
class Bfloat16Test {
    private static final TorchEngine ENGINE = TorchEngine.start("cpu", 1);
    private static final int SIDE = 64;

    @ParameterizedTest
    @ValueSource(strings = {"cifar-resnet8", "small-stem-resnet18", "resnet18"})
    void takesAStepInBfloat16ThatIsNearlyTheOneInFloat32(String name) {
        var network = Networks.named(name, Map.of(), 3, 10);

        var exact = Step.of(network, Precision.FLOAT32);
        var rough = Step.of(network, Precision.BFLOAT16);

        assertThat(cosine(rough.logits(), exact.logits()))
                .isCloseTo(1, within(0.01))
                .isNotEqualTo(1);
        assertThat(cosine(rough.gradient(), exact.gradient())).isCloseTo(1, within(0.1));
        assertThat(cosine(rough.means(), exact.means())).isCloseTo(1, within(0.01));
    }

    @Test
    void evaluatesInFloat32WhateverItTrainsIn() {
        var network = Networks.named("cifar-resnet8", Map.of(), 3, 10);

        assertThat(evaluated(network, Precision.BFLOAT16)).isEqualTo(evaluated(network, Precision.FLOAT32));
    }

    @Test
    void refusesImagesThatDoNotFit() {
        var network = Networks.named("cifar-resnet8", Map.of(), 3, 10);
        try (var built = new DjlNetwork(network, new Initialisation(Randomness.of(1)).of(network), ENGINE);
                var scope = built.memory().newSubManager()) {
            var grey = scope.zeros(new Shape(1, 1, SIDE, SIDE));

            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> built.evaluate(grey))
                    .withMessageContaining("channels");
        }
    }

    /** What one step shows: logits, their gradient's float32 copy, and the first batch norm's means afterwards. */
    private record Step(FloatBuffer logits, FloatBuffer gradient, FloatBuffer means) {
        static Step of(Network network, Precision precision) {
            var weights = new Initialisation(Randomness.of(1)).of(network);
            try (var built = new DjlNetwork(network, weights, ENGINE.with(precision));
                    var scope = built.memory().newSubManager();
                    var collector = ENGINE.newGradientCollector()) {
                var leaf = built.detached(scope);
                leaf.setRequiresGradient(true);
                var logits = built.train(images(scope), leaf);
                collector.backward(logits.logSoftmax(1).get(":, 3").mean().neg());
                assertThat(leaf.getGradient().getDataType()).isEqualTo(DataType.FLOAT32);
                return new Step(
                        FloatBuffer.wrap(logits.toFloatArray()),
                        FloatBuffer.wrap(leaf.getGradient().toFloatArray()),
                        FloatBuffer.wrap(built.weights().values("bn1.running_mean")));
            }
        }
    }

    private static float[] evaluated(Network network, Precision precision) {
        var weights = new Initialisation(Randomness.of(1)).of(network);
        try (var built = new DjlNetwork(network, weights, ENGINE.with(precision));
                var scope = built.memory().newSubManager()) {
            return built.evaluate(images(scope)).toFloatArray();
        }
    }

    private static NDArray images(NDManager scope) {
        var shape = new Shape(8, 3, SIDE, SIDE);
        var noise = Randomness.of(2).generator();
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = noise.nextFloat() - 0.5f;
        }
        return scope.create(values, shape);
    }

    private static double cosine(FloatBuffer one, FloatBuffer other) {
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < one.limit(); i++) {
            product += (double) one.get(i) * other.get(i);
            square += (double) one.get(i) * one.get(i);
            otherSquare += (double) other.get(i) * other.get(i);
        }
        return product / Math.sqrt(square * otherSquare);
    }
}
