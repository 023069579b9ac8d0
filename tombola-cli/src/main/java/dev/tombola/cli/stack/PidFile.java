package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code run/NAME.pid}: the id of a process and nothing else, so that {@code kill $(cat …)} works. Ids are given to other
 * processes later; ours are told by a mark on their command line that names the home and the part.
 */
public record PidFile(Home home, String name) {
    /** What has to stand on the command line of a part's process; a system property where that is Java. */
    public String mark() {
        return "-Dtombola.part=" + name + "@" + home;
    }

    public void write(long pid) {
        try {
            Files.createDirectories(path().getParent());
            Files.writeString(path(), pid + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, if it still runs and still is ours. */
    public Optional<ProcessHandle> process() {
        return handle().filter(process -> process.info()
                .commandLine()
                .filter(line -> line.contains(mark()))
                .isPresent());
    }

    /** Whatever has the id that is written here. */
    public Optional<ProcessHandle> handle() {
        try {
            return Files.exists(path())
                    ? ProcessHandle.of(Long.parseLong(Files.readString(path()).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** All that lie in a home, whether or not their processes run. */
    public static List<PidFile> in(Home home) {
        var folder = home.run("");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".pid"))
                    .map(file -> new PidFile(home, file.substring(0, file.length() - ".pid".length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return home.run(name + ".pid");
    }
}
