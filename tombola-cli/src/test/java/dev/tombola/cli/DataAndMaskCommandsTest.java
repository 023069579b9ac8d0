package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import java.io.PrintWriter;
import java.io.StringWriter;
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
        assertThat(out.toString()).contains("layer1.weight").contains("50.00 %");
        assertThat(run("mask", "show", path("mask"), "--json")).isZero();
        assertThat(out.toString()).contains("\"kept\" : 2");
        assertThat(err.toString()).isEmpty();
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
                        "tombola mask: a command is missing: prune or show; see tombola mask --help",
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
