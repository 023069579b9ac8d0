package dev.tombola.vision.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void resnet8HasThreeBlocksAndNamesEveryTensorLikeTheCheckpoints() {
        var network = Networks.named("cifar-resnet8", Map.of(), 3, 10);

        assertThat(network.parameters())
                .extracting(Parameter::name)
                .startsWith(
                        "conv1.weight",
                        "bn1.weight",
                        "bn1.bias",
                        "bn1.running_mean",
                        "bn1.running_var",
                        "layer1.0.conv1.weight");
        assertThat(network.prunable())
                .extracting(Parameter::name)
                .containsExactly(
                        "layer1.0.conv1.weight", "layer1.0.conv2.weight",
                        "layer2.0.conv1.weight", "layer2.0.conv2.weight",
                        "layer3.0.conv1.weight", "layer3.0.conv2.weight");
        assertThat(network.stem()).isEqualTo("conv1.weight");
        assertThat(network.head()).containsExactly("linear.weight", "linear.bias");
    }

    @Test
    void widthAndStemStrideChangeTheShapes() {
        var network = Networks.named("cifar-resnet8", Map.of("width", 32, "stemStride", 2), 1, 5);

        var shapes = network.shapes(28, 28);

        assertThat(shapes.getFirst()).isEqualTo(new Shape(1, 28, 28));
        assertThat(shapes.get(1)).isEqualTo(new Shape(32, 14, 14));
        assertThat(shapes.get(shapes.size() - 3)).isEqualTo(new Shape(128, 4, 4));
        assertThat(shapes.getLast()).isEqualTo(new Shape(5, 1, 1));
    }

    @Test
    void aBottleneckNarrowsWidensAndAddsAConvolvedShortcut() {
        var network = Networks.named("resnet50", Map.of(), 3, 1000);

        assertThat(network.parameters()).hasSize(5 * 53 + 2);
        assertThat(network.prunable().subList(0, 5))
                .extracting(Parameter::name, Parameter::shape)
                .containsExactly(
                        tuple("layer1.0.conv1.weight", List.of(64, 64, 1, 1)),
                        tuple("layer1.0.conv2.weight", List.of(64, 64, 3, 3)),
                        tuple("layer1.0.conv3.weight", List.of(256, 64, 1, 1)),
                        tuple("layer1.0.downsample.0.weight", List.of(256, 64, 1, 1)),
                        tuple("layer1.1.conv1.weight", List.of(64, 256, 1, 1)));
        assertThat(network.shapes(224, 224)).contains(new Shape(64, 56, 56), new Shape(2048, 7, 7));
        assertThat(network.head()).containsExactly("fc.weight", "fc.bias");
    }

    @Test
    void aNetworkWithoutOptionsSaysSo() {
        assertThatThrownBy(() -> Networks.named("resnet18", Map.of("width", 32), 3, 10))
                .hasMessage("resnet18 has no option width; it has none");
    }

    @Test
    void anUnknownNetworkIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Networks.named("resnet21", Map.of(), 3, 10))
                .hasMessageStartingWith("no network is called resnet21; known: cifar-resnet8, ");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Networks.named("cifar-resnet8", Map.of("stemstride", 2), 3, 10))
                .hasMessage("cifar-resnet8 has no option stemstride; it has stemStride, width");
    }

    @Test
    void anOddDepthIsRefused() {
        assertThatThrownBy(() -> CifarResNets.resnet(18, 16, 1, 3, 10)).hasMessageContaining("6n + 2 layers, not 18");
    }

    @Test
    void aLayerThatDoesNotFitIsNamed() {
        var graph = new Network(
                "two",
                List.of(
                        new Node(new Layer.Input(3), List.of()),
                        new Node(new Layer.Convolution("conv1", 4, 8, 3, 1, 1, 1), List.of(0))));

        assertThatThrownBy(() -> graph.shapes(8, 8))
                .hasMessageContaining("two on 3x8x8: node 1")
                .hasMessageContaining("name=conv1")
                .hasMessageContaining("takes 4 channels but gets 3x8x8");
    }
}
