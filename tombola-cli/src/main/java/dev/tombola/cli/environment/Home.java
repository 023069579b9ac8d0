package dev.tombola.cli.environment;

import java.nio.file.Path;

/** The folder that holds a local installation's data, logs and the traces of its processes. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Where a process writes what it has to say. */
    public Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }

    /** A file about what runs now: {@code trainer-1.pid}, {@code kafka-1.port}. */
    public Path run(String file) {
        return root.resolve("run").resolve(file);
    }

    /** What a process keeps from one start to the next. */
    public Path data(String process) {
        return root.resolve("data").resolve(process);
    }

    /** May be deleted at any time. */
    public Path cache() {
        return root.resolve("cache");
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
