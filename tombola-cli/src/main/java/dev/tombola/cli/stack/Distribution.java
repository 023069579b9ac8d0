package dev.tombola.cli.stack;

import dev.tombola.cli.environment.CommandFailedException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Tombola's own files lie: the folder with the modules. */
public record Distribution(Path root) {
    static final String KEY = "tombola.installation";
    private static final String VERSION = "0.1.0";

    /** As the launcher says, else as this class was found. */
    public static Distribution find() {
        String told = System.getProperty(KEY);
        return new Distribution(told != null ? Path.of(told) : aroundThisClass());
    }

    /** The class path of the embedded broker and store. */
    String devstack() {
        var target = root.resolve("devstack/target");
        return present(target.resolve("devstack-" + VERSION + ".jar")) + ":" + target.resolve("lib") + "/*";
    }

    /** What starts a service. */
    Path service(String name) {
        return present(root.resolve(name + "-service/target/quarkus-app/quarkus-run.jar"));
    }

    /** A search that comes with Tombola. */
    public Path example(String name) {
        return present(root.resolve("examples").resolve(name));
    }

    private static Path present(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailedException(file + " is missing: start Tombola with ./tombola, which builds it");
        }
        return file;
    }

    private static Path aroundThisClass() {
        try {
            var here = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // tombola-cli/target/tombola-cli.jar, or tombola-cli/target/classes
            return here.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
