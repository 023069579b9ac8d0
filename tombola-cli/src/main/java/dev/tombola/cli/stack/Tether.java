package dev.tombola.cli.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ties a child process to this one where the system offers it (Linux). Ctrl-C goes to every process of a terminal's
 * foreground group: in a session of its own, a child is stopped by us alone, in due order. And it gets SIGTERM when the
 * thread that started it dies, so that nothing stays behind after {@code kill -9} either.
 */
final class Tether {
    static final List<String> COMMAND = command();

    private Tether() {}

    private static List<String> command() {
        return find("setsid")
                .flatMap(setsid -> find("setpriv").map(setpriv -> List.of(setsid, setpriv, "--pdeathsig", "TERM")))
                .orElse(List.of());
    }

    /** Where a program lies that this process could start. */
    static Optional<String> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
