package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader that the specification shows, on what this writer wrote. */
class MaskFileInPythonTest {
    private static final Path READER = Path.of("../docs/read_masks.py");
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("TOMBOLA_PYTHON")).orElse("python3");

    @TempDir
    Path folder;

    @Test
    void isReadByFortyLinesOfNumpyBitForBit() throws Exception {
        // Given
        assertThat(Files.readAllLines(READER)).hasSizeLessThanOrEqualTo(40);
        assumeThat(hasNumpy())
                .as("left out: no %s with numpy (TOMBOLA_PYTHON names another)", PYTHON)
                .isTrue();
        var layout = Chains.layout(2 * MaskFile.BLOCK + 777);
        var masks = Chains.random(layout, 4, 0.3, 7);
        Path file = folder.resolve("chain.masks");
        MaskFile.write(file, masks);

        for (int level : List.of(1, 4)) {
            // When
            var lines = run(READER.toString(), file.toString(), String.valueOf(level))
                    .lines()
                    .toList();

            // Then
            var mask = Objects.requireNonNull(masks.get(level));
            assertThat(lines)
                    .containsExactly(
                            "layer1.0.conv1.weight " + mask.kept(0, 15),
                            "layer1.0.conv2.weight " + mask.kept(15, layout.size()),
                            mask.digest().toString());
        }
    }

    private static boolean hasNumpy() throws InterruptedException {
        try {
            return start("-c", "import numpy").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
