package dev.tombola.vision.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.vision.random.Randomness;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitialisationTest {
    private static final Initialisation SEED_1 = new Initialisation(Randomness.of(1));

    private final Network network = CifarResNets.resnet(8, 16, 1, 3, 10);
    private final Weights weights = SEED_1.of(network);

    @Test
    void convolutionsAreKaimingNormalWithFanOut() {
        var values = weights.values("layer3.0.conv2.weight");

        double variance = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * values[i])
                .average()
                .orElseThrow();
        assertThat(variance).isCloseTo(2.0 / (64 * 9), within(1e-4));
    }

    @Test
    void linearLayersStayWithinOneOverTheRootOfTheirFanIn() {
        assertThat(weights.values("linear.weight")).hasSize(640);
        for (float value : weights.values("linear.bias")) {
            assertThat(value).isBetween(-0.125f, 0.125f);
        }
    }

    @Test
    void batchNormStartsAsTheIdentity() {
        assertThat(weights.values("bn1.weight")).containsOnly(1);
        assertThat(weights.values("bn1.bias")).containsOnly(0);
        assertThat(weights.values("bn1.running_mean")).containsOnly(0);
        assertThat(weights.values("bn1.running_var")).containsOnly(1);
    }

    @Test
    void aStemForGreyImagesIsUniform() {
        var grey = SEED_1.of(CifarResNets.resnet(8, 16, 1, 1, 10)).values("conv1.weight");

        var magnitudes = IntStream.range(0, grey.length).mapToDouble(i -> Math.abs(grey[i]));
        assertThat(magnitudes.max().orElseThrow()).isBetween(0.3, 1 / 3.0);
    }

    @Test
    void aTensorDependsOnSeedAndNameAlone() {
        var deeper = SEED_1.of(CifarResNets.resnet(20, 16, 1, 3, 10));

        assertThat(deeper.values("layer3.0.conv2.weight")).isEqualTo(weights.values("layer3.0.conv2.weight"));
        assertThat(weights.values("layer3.0.conv2.weight"))
                .isNotEqualTo(new Initialisation(Randomness.of(2)).of(network).values("layer3.0.conv2.weight"));
    }
}
