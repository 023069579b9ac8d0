package dev.tombola.cli.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code run/stack.properties}: how to reach a home's local stack. It is there once the stack is ready. */
public final class StackFile {
    private static final String NAME = "stack.properties";

    /** It holds a key to the store. */
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private StackFile() {}

    /** The settings of the stack that runs in a home now; what one that is gone has left behind does not count. */
    public static Optional<Map<String, String>> read(Home home) {
        var file = home.run(NAME);
        if (!Files.exists(file) || !HomeLock.isHeld(home)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty)));
    }

    /** Appears at once or not at all. */
    public static void write(Home home, Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        var partial = home.run(NAME + ".part");
        try {
            Files.deleteIfExists(partial);
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (var out = Files.newOutputStream(partial)) {
                properties.store(out, "how to reach the stack that runs here");
            }
            Files.move(partial, home.run(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(Home home) {
        try {
            Files.deleteIfExists(home.run(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
