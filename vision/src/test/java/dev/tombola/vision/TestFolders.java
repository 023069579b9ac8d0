package dev.tombola.vision;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Values and images that are no part of the project; a test that needs them is skipped, saying so, where they are not. */
public final class TestFolders {
    private TestFolders() {}

    /** Every folder of golden values that is there: {@code TOMBOLA_GOLDEN} and its neighbour {@code golden-2}. */
    public static List<Path> golden() {
        var first = folder("TOMBOLA_GOLDEN", "golden");
        return Stream.of(first, first.resolveSibling("golden-2"))
                .filter(Files::isDirectory)
                .toList();
    }

    /** A file of {@code TOMBOLA_TEST_DATA}. */
    public static Path data(String name) {
        var file = folder("TOMBOLA_TEST_DATA", "data").resolve(name);
        assumeTrue(Files.exists(file), () -> "no " + file);
        return file;
    }

    private static Path folder(String variable, String name) {
        var folder = Optional.ofNullable(System.getProperty(variable))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .map(Path::of)
                .orElseGet(() -> projectRoot().resolveSibling("shared").resolve(name));
        assumeTrue(Files.isDirectory(folder), () -> "no folder %s: set %s".formatted(folder, variable));
        return folder.toAbsolutePath();
    }

    /** The nearest folder with Maven's own settings, since a module's tests run in the module. */
    private static Path projectRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.isDirectory(path.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
