package dev.tombola.store.tensor;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Values computed by PyTorch, which lie outside of the project: tests that need them are skipped where they are absent. */
public final class GoldenFolder {
    private GoldenFolder() {}

    /** The golden folder and its sibling {@code golden-2}, as far as they are there. */
    static List<Path> present() {
        Path golden = Path.of(Optional.ofNullable(System.getProperty("TOMBOLA_GOLDEN"))
                        .or(() -> Optional.ofNullable(System.getenv("TOMBOLA_GOLDEN")))
                        .orElse("../../shared/golden"))
                .toAbsolutePath()
                .normalize();
        return Stream.of(golden, golden.resolveSibling("golden-2"))
                .filter(Files::isDirectory)
                .toList();
    }

    public static List<Path> required() {
        var folders = present();
        assumeThat(folders)
                .as("no golden folder: set TOMBOLA_GOLDEN to run the tests against PyTorch's values")
                .isNotEmpty();
        return folders;
    }
}
