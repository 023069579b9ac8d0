package dev.tombola.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.vision.TestFolders;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenPruningTest {
    private static final List<String> TENSORS = List.of("a.weight", "b.weight", "c.weight", "d.weight");

    @Test
    void everyMaskIsPyTorchs() {
        TestFolders.golden().forEach(folder -> everyMaskIsPyTorchs(folder.resolve("prune.safetensors")));
    }

    private static void everyMaskIsPyTorchs(Path file) {
        try (var golden = Safetensors.open(file)) {
            var layout = new MaskLayout(TENSORS.stream()
                    .map(name -> new MaskLayout.Tensor(
                            name,
                            golden.tensor("round1.weights." + name).shape().stream()
                                    .map(Math::toIntExact)
                                    .toList()))
                    .toList());
            var mask = Mask.dense(layout);
            for (int round = 1; round <= 5; round++) {
                String prefix = "round" + round;
                var weights = new PrunableWeights(
                        layout,
                        TENSORS.stream()
                                .map(name -> golden.tensor(prefix + ".weights." + name)
                                        .toFloats())
                                .toList());
                mask = GlobalMagnitude.prune(weights, mask, PruningCount.removed(mask.kept(), 0.2));
                assertSame(mask, golden, prefix + ".mask.");
            }
        }
    }

    private static void assertSame(Mask mask, Safetensors golden, String prefix) {
        int weight = 0;
        for (var tensor : mask.layout().tensors()) {
            for (byte bit : golden.tensor(prefix + tensor.name()).data().toArray(ValueLayout.JAVA_BYTE)) {
                assertThat(mask.keeps(weight)).as(prefix + tensor.name()).isEqualTo(bit != 0);
                weight++;
            }
        }
    }
}
