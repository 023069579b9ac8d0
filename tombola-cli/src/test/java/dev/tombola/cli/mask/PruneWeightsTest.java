package dev.tombola.cli.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.mask.WeightMasks;
import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.ticket.Mask;
import dev.tombola.vision.network.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneWeightsTest {
    @TempDir
    Path folder;

    @Test
    void prunesTheSmallestOfAllConvolutionsButTheStem() {
        write(
                TensorView.of("conv1.weight", new float[] {0, 0}, 2, 1, 1, 1),
                TensorView.of("layer1.0.conv1.weight", new float[] {5, -1, 2, 6}, 4, 1, 1, 1),
                TensorView.of("layer1.0.bn1.weight", new float[] {0, 0}, 2),
                TensorView.of("fc.weight", new float[] {0, 0}, 1, 2),
                TensorView.of("layer2.0.conv1.weight", new float[] {3, -4, 7, 8}, 2, 2, 1, 1));

        var mask = prune(0.5, 1, null, null);

        assertThat(mask.layout().tensors())
                .extracting(tensor -> tensor.name())
                .containsExactly("layer1.0.conv1.weight", "layer2.0.conv1.weight");
        assertThat(mask.bits().stream()).containsExactly(0, 3, 6, 7);
        try (var written = Safetensors.open(folder.resolve("mask"))) {
            assertThat(written.names()).containsExactly("layer1.0.conv1.weight_mask", "layer2.0.conv1.weight_mask");
            assertThat(written.tensor("layer2.0.conv1.weight_mask").dtype()).isEqualTo(DType.U8);
            assertThat(written.tensor("layer2.0.conv1.weight_mask").shape()).containsExactly(2L, 2L, 1L, 1L);
        }
    }

    @Test
    void countsEveryRoundOfItsOwn() {
        writeResNet();

        var mask = prune(0.2, 5, null, null);

        assertThat(mask.layout().size())
                .as("the prunable weights of a ResNet-20")
                .isEqualTo(267_264);
        assertThat(mask.kept()).isEqualTo(87_577);
    }

    @Test
    void goesOnFromAnEarlierMaskAsIfItHadNeverStopped() {
        writeResNet();
        var atOnce = prune(0.2, 5, null, null);

        prune(0.2, 2, null, null);
        var inTwoSteps = prune(0.2, 3, null, folder.resolve("mask"));

        assertThat(inTwoSteps).isEqualTo(atOnce);
    }

    @Test
    void prunesTheSameInTheOrderOfANetworkAndInThatOfNamesWhereNothingTies() {
        writeResNet();
        var byNetwork = prune(0.2, 3, "cifar-resnet20", null);
        var byName = prune(0.2, 3, null, null);

        assertThat(MaskSummary.of(byNetwork).layers())
                .containsExactlyInAnyOrderElementsOf(MaskSummary.of(byName).layers());
    }

    @Test
    void saysLayerByLayerWhatIsLeft() {
        write(
                TensorView.of("a.weight", new float[] {5, -1, 2, 6}, 4, 1, 1, 1),
                TensorView.of("b.weight", new float[] {3, 4}, 2, 1, 1, 1));

        assertThat(MaskSummary.of(prune(0.5, 1, null, null))
                        .table()
                        .lines()
                        .map(line -> line.replaceAll("[ |]+", " ").strip()))
                .contains("a.weight 4x1x1x1 2 4 50.00 %", "b.weight 2x1x1x1 1 2 50.00 %", "total 3 6 50.00 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"own.pt", "own.pth", "own.pth.tar", "own.th"})
    void prunesWhatPyTorchSavedToTheSameMask(String name) {
        // Given
        writeResNet();
        var plain = prune(0.2, 3, "cifar-resnet20", null);
        Path checkpoint = folder.resolve(name);
        try (var weights = Safetensors.open(folder.resolve("weights"))) {
            var wrapped = weights.tensors().stream()
                    .map(tensor -> tensor.named("module.encoder_k." + tensor.name()))
                    .collect(Collectors.toCollection(ArrayList::new));
            wrapped.add(TensorView.of("module.queue", new float[1], 1));
            TorchCheckpoint.write(checkpoint, wrapped);
        }

        // When
        var pruned = new PruneWeights(0.2, 3)
                .prune(checkpoint, "encoder_k", "cifar-resnet20", null, folder.resolve("of-checkpoint"));

        // Then
        assertThat(pruned.mask()).isEqualTo(plain);
        assertThat(pruned.origin())
                .endsWith(" tensors, module.encoder_k. taken off their names; 1 other tensors left out: module.queue");
        assertThat(folder.resolve("of-checkpoint")).hasSameBinaryContentAs(folder.resolve("mask"));
    }

    @Test
    void goesOnFromAMaskOfPyTorchToo() {
        writeResNet();
        var atOnce = prune(0.2, 5, null, null);
        TorchCheckpoint.write(folder.resolve("mask.pt"), WeightMasks.export(prune(0.2, 2, null, null)));

        assertThat(prune(0.2, 3, null, folder.resolve("mask.pt"))).isEqualTo(atOnce);
    }

    @Test
    void refusesWhatItCannotPruneInOneLine() {
        var nothing = TensorView.of("fc.weight", new float[] {1}, 1, 1);
        write(nothing);
        assertThatThrownBy(() -> prune(0.2, 1, null, null))
                .hasMessage(
                        "the file has no convolution to prune: no floating-point tensor of four sides but conv1.weight");
        assertThatThrownBy(() -> prune(0.2, 1, "cifar-resnet20", null))
                .hasMessageEndingWith("weights: no tensor layer1.0.conv1.weight");
        assertThatThrownBy(() -> prune(0.2, 1, "cifar-resnet21", null))
                .hasMessageStartingWith("no network is called cifar-resnet21");
        assertThatThrownBy(() -> new PruneWeights(0.2, 1)
                        .prune(folder.resolve("weights"), null, null, null, folder.resolve("a/../weights")))
                .hasMessageEndingWith("weights holds the weights: name another file for the mask");
        write(TensorView.of("a.weight", new float[] {1, Float.NaN}, 2, 1, 1, 1));
        assertThatThrownBy(() -> prune(0.5, 1, null, null)).hasMessageStartingWith("a.weight[1] is NaN");
        assertThat(folder.resolve("mask")).doesNotExist();
        assertThatThrownBy(() -> new PruneWeights(0.5, 1)
                        .prune(folder.resolve("weights"), "ema", null, null, folder.resolve("mask")))
                .hasMessageEndingWith("weights: no tensors in ema; there are some in the outermost (1)");
        try (var file = Safetensors.open(folder.resolve("weights"))) {
            assertThatThrownBy(() -> Layouts.masks(file.tensors()))
                    .hasMessageStartingWith("the file has no tensor NAME.weight_mask");
        }
    }

    private Mask prune(double rate, int rounds, @Nullable String network, @Nullable Path before) {
        return new PruneWeights(rate, rounds)
                .prune(folder.resolve("weights"), null, network, before, folder.resolve("mask"))
                .mask();
    }

    private void write(TensorView... tensors) {
        Safetensors.write(folder.resolve("weights"), List.of(tensors), Map.of());
    }

    private void writeResNet() {
        var random = new Random(7);
        write(Networks.named("cifar-resnet20", Map.of(), 3, 10).parameters().stream()
                .map(parameter -> {
                    var values = new float[parameter.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextGaussian();
                    }
                    return TensorView.of(
                            parameter.name(),
                            values,
                            parameter.shape().stream()
                                    .mapToLong(Integer::longValue)
                                    .toArray());
                })
                .toArray(TensorView[]::new));
    }
}
