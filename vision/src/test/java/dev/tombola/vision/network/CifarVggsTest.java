package dev.tombola.vision.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.vision.random.Randomness;
import org.junit.jupiter.api.Test;

/** The network of docs/extending.md. */
class CifarVggsTest {
    private final Network network = CifarVggs.vgg11(64, 3, 10);

    @Test
    void isNamedAndShapedAsTorchvisionsFeatures() {
        assertThat(network.parameters())
                .extracting(Parameter::name)
                .startsWith("features.0.weight", "features.0.bias", "features.1.weight")
                .contains("features.25.weight", "features.26.running_var")
                .endsWith("classifier.weight", "classifier.bias")
                .hasSize(8 * 6 + 2);
        assertThat(network.parameters().stream()
                        .filter(parameter -> parameter.kind().trainable())
                        .mapToInt(Parameter::size)
                        .sum())
                .as("torchvision's features, and Linear(512, 10)")
                .isEqualTo(9_225_984 + 5_130);
    }

    @Test
    void itsConvolutionsButTheFirstArePrunableAndNoBiasIs() {
        assertThat(network.prunable())
                .extracting(Parameter::name)
                .containsExactly(
                        "features.4.weight",
                        "features.8.weight",
                        "features.11.weight",
                        "features.15.weight",
                        "features.18.weight",
                        "features.22.weight",
                        "features.25.weight");
    }

    @Test
    void biasesBeginAtZero() {
        assertThat(new Initialisation(Randomness.of(1)).of(network).values("features.0.bias"))
                .hasSize(64)
                .containsOnly(0);
    }

    @Test
    void imagesThatFivePoolsDoNotFitAreRefusedWithTheLayer() {
        assertThatThrownBy(() -> network.shapes(28, 28)).hasMessageContaining("a window of 2 pixels does not fit into");
    }
}
