package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.tensor.DType;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.StateDict;
import dev.tombola.store.torch.TorchCheckpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataAndMaskCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void prunesAFileAndShowsItsMask() {
        Safetensors.write(
                folder.resolve("weights"),
                List.of(TensorView.of("layer1.weight", new float[] {5, -1, 2, 6}, 4, 1, 1, 1)),
                Map.of());

        assertThat(run("mask", "prune", path("weights"), "--rate", "0.5", "-o", path("mask")))
                .isZero();
        assertThat(out.toString())
                .contains("layer1.weight")
                .contains("50.00 %")
                .endsWith(path("weights") + ": 1 tensors\n");
        assertThat(run("mask", "show", path("mask"), "--json")).isZero();
        assertThat(out.toString()).contains("\"kept\" : 2");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void packsMasksOfAnyKindAndUnpacksThemBitForBit() {
        // Given
        var first = TensorView.of("b.weight_mask", new float[] {1, 0, 1, 1}, 4, 1, 1, 1);
        var second = TensorView.of("b.weight_mask", DType.BOOL, new byte[] {1, 0, 0, 1}, 4, 1, 1, 1);
        TorchCheckpoint.write(folder.resolve("1.pt"), List.of(first.named("module.b.weight_mask")));
        Safetensors.write(folder.resolve("3.safetensors"), List.of(second), Map.of());

        // When
        int packed = run("mask", "pack", "3=" + path("3.safetensors"), "1=" + path("1.pt"), "-o", path("chain.masks"));

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(packed).isZero();
        assertThat(out.toString()).contains("50.00 %").contains("25.00 %");
        for (var target : List.of("out.pt", "out.safetensors")) {
            assertThat(run("mask", "unpack", path("chain.masks"), "--level", "3", "-o", path(target)))
                    .isZero();
            try (var read = StateDict.open(folder.resolve(target))) {
                var mask = read.find("b.weight_mask").orElseThrow();
                assertThat(mask.shape()).containsExactly(4L, 1L, 1L, 1L);
                assertThat(mask.data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0, 0, 1);
            }
        }
        run("mask", "pack", "1=" + path("1.pt"), "3=" + path("out.safetensors"), "-o", path("again.masks"));
        assertThat(folder.resolve("again.masks")).hasSameBinaryContentAs(folder.resolve("chain.masks"));
        assertThat(run("mask", "show", path("chain.masks"), "--json")).isZero();
        assertThat(out.toString()).contains("\"level\" : 3");
        assertThat(run("mask", "show", path("chain.masks"), "--level", "1")).isZero();
        assertThat(run("mask", "unpack", path("chain.masks"), "--level", "2", "-o", path("x.pt")))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("tombola: %s: no level 2; there are 0 and [1, 3]\n".formatted(path("chain.masks")));
    }

    @Test
    void refusesMasksThatGrow() {
        Safetensors.write(
                folder.resolve("a"), List.of(TensorView.of("b.weight_mask", new float[] {1, 0}, 2)), Map.of());
        Safetensors.write(
                folder.resolve("b"), List.of(TensorView.of("b.weight_mask", new float[] {0, 1}, 2)), Map.of());

        assertThat(run("mask", "pack", "1=" + path("a"), "2=" + path("b"), "-o", path("chain")))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("tombola: the mask of level 2 keeps what a lower level has lost");
        assertThat(folder.resolve("chain")).doesNotExist();
    }

    @Test
    void refusesWrongUsageWithTheCodeTwo() {
        assertThat(run("mask")).isEqualTo(2);
        assertThat(run("data")).isEqualTo(2);
        assertThat(run("mask", "prune", path("weights"))).isEqualTo(2);
        assertThat(run("mask", "prune", path("weights"), "--rate", "1", "-o", path("mask")))
                .isEqualTo(2);
        assertThat(run("mask", "prune", path("weights"), "--rounds", "0", "-o", path("mask")))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "tombola mask: a command is missing: prune, show, compare, pack or unpack; see tombola mask --help",
                        "tombola data: a command is missing: list, fetch or import; see tombola data --help",
                        "tombola mask prune: Missing required option: '-o=OUT'; see tombola mask prune --help",
                        "tombola mask prune: --rate: 1.0 is not in (0, 1); see tombola mask prune --help",
                        "tombola mask prune: --rounds: 0 is not in [1, 100]; see tombola mask prune --help");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        assertThat(run("mask", "show", path("none"))).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("tombola: " + path("none") + ": no such file or folder\n");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of(words), Stream.of("--home", path("home")))
                        .toArray(String[]::new));
    }
}
