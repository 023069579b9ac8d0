package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of Java processes, with the mark that they are known by. */
record Program(Home home) {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What a class path's main class is started with. */
    List<String> main(String name, String heap, String classPath, String mainClass, List<String> arguments) {
        var command = java(name, heap);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** What a packaged service is started with. */
    List<String> jar(String name, String heap, Path jar) {
        var command = java(name, heap);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private List<String> java(String name, String heap) {
        return new ArrayList<>(List.of(
                JAVA,
                new PidFile(home, name).mark(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    }
}
