package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.GoldenFolder;
import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that PyTorch wrote, and files that try to run a command. */
class TorchCheckpointGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain.pt", "nested-module.pth.tar", "legacy.pth"})
    void readsWhatPyTorchSavedBitForBit(String name) {
        for (Path folder : GoldenFolder.required()) {
            try (var read = StateDict.open(checkpoints(folder).resolve(name));
                    var expected = Safetensors.open(checkpoints(folder).resolve("expected.safetensors"))) {
                assertThat(read.tensors()).hasSameSizeAs(expected.names());
                assertThat(read.tensors()).allSatisfy(tensor -> assertSame(tensor, expected.tensor(tensor.name())));
                assertThat(read.leftOut()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"half.pt, F16", "bfloat16.pt, BF16"})
    void readsNarrowNumbersAsTheWideOnesRounded(String name, DType narrow) {
        for (Path folder : GoldenFolder.required()) {
            try (var read = StateDict.open(checkpoints(folder).resolve(name));
                    var expected = Safetensors.open(checkpoints(folder).resolve("expected.safetensors"))) {
                assertThat(read.tensors()).hasSameSizeAs(expected.names());
                for (var tensor : read.tensors()) {
                    var wide = expected.tensor(tensor.name());
                    assertThat(tensor.shape()).isEqualTo(wide.shape());
                    if (wide.dtype() == DType.F32) {
                        assertThat(tensor.dtype()).isEqualTo(narrow);
                        assertThat(tensor.toFloats()).isEqualTo(rounded(wide.toFloats(), narrow));
                    } else {
                        assertSame(tensor, wide);
                    }
                }
            }
        }
    }

    @Test
    void readsViewsOfOneStorage() {
        for (Path folder : GoldenFolder.required()) {
            try (var read = TorchCheckpoint.open(checkpoints(folder).resolve("views.pt"));
                    var expected = Safetensors.open(checkpoints(folder).resolve("expected-views.safetensors"))) {
                assertThat(read.parts()).containsOnlyKeys("");
                var views = read.parts().getOrDefault("", List.of());
                assertThat(views).hasSameSizeAs(expected.names());
                assertThat(views).allSatisfy(view -> assertSame(view, expected.tensor(view.name())));
            }
        }
    }

    @Test
    void saysWhatElseACheckpointHolds() {
        for (Path folder : GoldenFolder.required()) {
            try (var read = StateDict.open(checkpoints(folder).resolve("nested-module.pth.tar"))) {
                assertThat(read.part()).isEqualTo("state_dict");
                assertThat(read.prefix()).isEqualTo("module.");
                assertThat(read.others()).containsExactly("epoch", "best_sa");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile.pt", "hostile-legacy.pth"})
    void refusesAHostileFileByTheNameOfItsOperation(String name) {
        for (Path folder : GoldenFolder.required()) {
            Path file = checkpoints(folder).resolve(name);

            assertThatThrownBy(() -> TorchCheckpoint.open(file))
                    .isInstanceOf(InvalidTensorFileException.class)
                    .hasMessageStartingWith(file + ": refuses GLOBAL posix.system: ")
                    .hasMessageNotContaining("\n");
            assertThat(Path.of("hostile-was-run")).doesNotExist();
            assertThat(file.resolveSibling("hostile-was-run")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet20-12fca82f.th, cifar10-resnet20", "resnet56-4bfd9763.th, cifar10-resnet56"})
    void readsPublishedNetworks(String name, String same) {
        Path models = data().resolve("models");
        assumeThat(models)
                .as("no test data: set TOMBOLA_TEST_DATA to read published networks")
                .isDirectory();

        try (var read = StateDict.open(models.resolve(name));
                var expected = Safetensors.open(models.resolve(same + ".safetensors"))) {
            assertThat(read.tensors()).hasSameSizeAs(expected.names());
            assertThat(read.tensors()).allSatisfy(tensor -> assertSame(tensor, expected.tensor(tensor.name())));
        }
    }

    private static void assertSame(TensorView tensor, TensorView expected) {
        assertThat(tensor.dtype()).as(tensor.name()).isEqualTo(expected.dtype());
        assertThat(tensor.shape()).as(tensor.name()).isEqualTo(expected.shape());
        assertThat(tensor.data().toArray(ValueLayout.JAVA_BYTE))
                .as(tensor.name())
                .isEqualTo(expected.data().toArray(ValueLayout.JAVA_BYTE));
    }

    private static float[] rounded(float[] values, DType narrow) {
        var rounded = Arrays.copyOf(values, values.length);
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = narrow == DType.F16
                    ? Float.float16ToFloat(Float.floatToFloat16(values[i]))
                    : roundedToBrain(values[i]);
        }
        return rounded;
    }

    /** Half to even, on the upper sixteen bits. */
    private static float roundedToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        int odd = bits >>> 16 & 1;
        return Float.intBitsToFloat(bits + 0x7fff + odd & 0xffff0000);
    }

    private static Path checkpoints(Path golden) {
        return golden.resolve("checkpoints");
    }

    private static Path data() {
        return Path.of(Optional.ofNullable(System.getProperty("TOMBOLA_TEST_DATA"))
                        .or(() -> Optional.ofNullable(System.getenv("TOMBOLA_TEST_DATA")))
                        .orElse("../../shared/data"))
                .toAbsolutePath()
                .normalize();
    }
}
