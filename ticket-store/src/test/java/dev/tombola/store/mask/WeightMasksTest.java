package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.GoldenFolder;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightMasksTest {
    private static final MaskLayout LAYOUT = new MaskLayout(
            List.of(new MaskLayout.Tensor("a.weight", List.of(1, 2)), new MaskLayout.Tensor("b.weight", List.of(3))));
    private static final TensorView A = TensorView.of("a.weight_mask", DType.BOOL, new byte[] {0, 1}, 1, 2);
    private static final TensorView B = TensorView.of("b.weight_mask", new float[] {1, -0f, 1}, 3);

    @Test
    void readsMasksOfAnyTypeInTheLayoutsOrderAndLeavesOtherTensorsAlone() {
        var file = file(TensorView.of("a.weight_orig", new float[] {1, 2}, 1, 2), B, A);

        assertThat(WeightMasks.read(file, LAYOUT).bits().stream()).containsExactly(1, 2, 4);
    }

    @Test
    void exportsWhatItReads() {
        var mask = Mask.keeping(LAYOUT, BitSet.valueOf(new long[] {0b01101}));

        var exported = WeightMasks.export(mask);

        assertThat(exported).extracting(TensorView::name).containsExactly("a.weight_mask", "b.weight_mask");
        assertThat(exported.getFirst().shape()).containsExactly(1L, 2L);
        assertThat(WeightMasks.read(file(exported.toArray(TensorView[]::new)), LAYOUT))
                .isEqualTo(mask);
    }

    @Test
    void namesTheMaskThatIsMissingOrStrangeOrOfAnotherShape() {
        assertThatThrownBy(() -> WeightMasks.read(file(A), LAYOUT))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageContaining("no tensor b.weight_mask");
        assertThatThrownBy(() -> WeightMasks.read(file(A, B, A.named("fc.weight_mask")), LAYOUT))
                .hasMessage("fc.weight_mask is of no prunable tensor of this network");
        assertThatThrownBy(() -> WeightMasks.read(file(A, A.named("b.weight_mask")), LAYOUT))
                .hasMessage("b.weight_mask has shape [1, 2], the network's tensor [3]");
    }

    @Test
    void refusesAnythingButZeroAndOne() {
        var half = TensorView.of("b.weight_mask", new float[] {1, 0.5f, 1}, 3);
        var nan = TensorView.of("b.weight_mask", new float[] {1, 1, Float.NaN}, 3);
        var two = TensorView.of("b.weight_mask", DType.U8, new byte[] {2, 0, 0}, 3);
        var longs = TensorView.of("b.weight_mask", new long[] {1, 0, 0}, 3);

        assertThatThrownBy(() -> WeightMasks.read(file(A, half), LAYOUT))
                .hasMessage("b.weight_mask holds 0.5 at index 1, not 0 or 1");
        assertThatThrownBy(() -> WeightMasks.read(file(A, nan), LAYOUT))
                .hasMessage("b.weight_mask holds NaN at index 2, not 0 or 1");
        assertThatThrownBy(() -> WeightMasks.read(file(A, two), LAYOUT))
                .hasMessage("b.weight_mask holds 2.0 at index 0, not 0 or 1");
        assertThatThrownBy(() -> WeightMasks.read(file(A, longs), LAYOUT))
                .hasMessage("b.weight_mask holds I64; a mask is BOOL, U8 or floating-point");
    }

    @Test
    void readsTheReferencesMasksWithAsManyOnesAsItCounted() {
        for (Path folder : GoldenFolder.required()) {
            try (var prune = Safetensors.open(folder.resolve("prune.safetensors"))) {
                var masks = prune.tensors().stream()
                        .filter(tensor -> tensor.name().startsWith("round3.mask."))
                        .map(tensor -> tensor.named(tensor.name().substring("round3.mask.".length()) + "_mask"))
                        .toList();
                var layout = new MaskLayout(
                        masks.stream().map(WeightMasksTest::maskedTensor).toList());

                assertThat(WeightMasks.read(file(masks.toArray(TensorView[]::new)), layout)
                                .kept())
                        .isEqualTo(13677);
            }
        }
    }

    private static MaskLayout.Tensor maskedTensor(TensorView mask) {
        return new MaskLayout.Tensor(
                mask.name().replace("_mask", ""),
                mask.shape().stream().map(Math::toIntExact).toList());
    }

    private static Safetensors file(TensorView... tensors) {
        try {
            var out = new ByteArrayOutputStream();
            Safetensors.write(out, List.of(tensors), Map.of());
            return Safetensors.of(out.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
