package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a process of the stack has written to its standard output and error. */
record LogFile(Path path) {
    static LogFile of(Home home, String name) {
        return new LogFile(home.log(name));
    }

    /** Begins anew and keeps the one before, so that logs do not grow for ever. */
    void rotate() {
        try {
            Files.createDirectories(path.getParent());
            if (Files.exists(path)) {
                Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of it, and where the rest is. */
    String tail(int lines) {
        try {
            List<String> all = Files.exists(path)
                    ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
            return String.join("\n  ", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
