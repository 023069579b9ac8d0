package dev.tombola.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The processes, as the launcher starts them. */
@Timeout(300)
class MainTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void aBrokerSaysThatItIsReadyAndEndsWhenToldTo() throws Exception {
        for (var value : List.of("before", "after")) {
            try (var process = Child.start(
                    folder, "kafka", "--dir", folder.resolve("kafka").toString())) {
                assertThat(process.line()).matches("ready kafka 127.0.0.1:\\d+");
                try (var client = new Client(process.lastWord())) {
                    if (value.equals("before")) {
                        client.create("topic", Map.of());
                    }
                    client.send("topic", "key", value);
                    assertThat(client.readAll("topic")).last().isEqualTo(value);
                }

                assertThat(process.terminate()).isEqualTo(TERMINATED);
                assertThat(process.rest()).isEmpty();
                assertThat(process.errors()).doesNotContain("ERROR", "Exception");
            }
        }
    }

    @Test
    void aStoreSaysThatItIsReadyAndEndsWhenToldTo() throws Exception {
        try (var process =
                Child.start(folder, "store", "--dir", folder.resolve("store").toString())) {
            assertThat(process.line()).matches("ready store http://127.0.0.1:\\d+");

            assertThat(process.terminate()).isEqualTo(TERMINATED);
            assertThat(process.rest()).isEmpty();
            assertThat(process.errors()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    void aTakenPortIsOneLineAndWrongUsageIsNotAFailure() throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            var port = broker.bootstrapServers().replaceFirst(".*:", "");
            try (var process = Child.start(folder, "kafka", "--dir", folder + "/other", "--port", port)) {
                assertThat(process.exitCode()).isEqualTo(1);
                assertThat(process.errors().lines().filter(line -> !line.startsWith("WARNING")))
                        .containsExactly("port %s of 127.0.0.1 is taken: stop what listens there, or choose another"
                                .formatted(port));
            }
        }
        try (var process = Child.start(folder, "store", "--port", "1")) {
            assertThat(process.exitCode()).isEqualTo(2);
        }
    }

    /** A JVM with this one's class path. */
    private record Child(Process process, BufferedReader output, Path errorFile, List<String> lines)
            implements AutoCloseable {
        static Child start(Path folder, String part, String... arguments) throws IOException {
            var command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    part));
            command.addAll(List.of(arguments));
            var errors = Files.createTempFile(folder, "errors", ".log");
            var process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new Child(process, process.inputReader(), errors, new ArrayList<>());
        }

        String line() throws IOException {
            lines.add(String.valueOf(output.readLine()));
            return lines.getLast();
        }

        String lastWord() {
            return lines.getLast().replaceFirst(".* ", "");
        }

        List<String> rest() {
            return output.lines().toList();
        }

        String errors() throws IOException {
            return Files.readString(errorFile);
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        int terminate() throws InterruptedException {
            assertThat(process.toHandle().destroy()).isTrue(); // unlike the process, it leaves the streams open
            return exitCode();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
