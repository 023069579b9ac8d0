package dev.tombola.store.s3;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real server as a child process over a folder. */
final class ChildS3Server implements S3Server {
    private final Process process;
    private final URI endpoint;

    private ChildS3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** The program's place on the PATH. */
    static Optional<Path> find(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ChildS3Server startMinio(Path program, Path folder) throws IOException {
        int port = freePort();
        var command = List.of(
                program.toString(),
                "server",
                folder.resolve("data").toString(),
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + freePort());
        return start(
                command,
                Map.of("MINIO_ROOT_USER", KEYS.accessKey(), "MINIO_ROOT_PASSWORD", KEYS.secretKey()),
                folder,
                port);
    }

    static ChildS3Server startVersityGateway(Path program, Path folder) throws IOException {
        int port = freePort();
        var data = Files.createDirectory(folder.resolve("data"));
        var command = List.of(program.toString(), "--port", "127.0.0.1:" + port, "posix", data.toString());
        return start(
                command,
                Map.of("ROOT_ACCESS_KEY", KEYS.accessKey(), "ROOT_SECRET_KEY", KEYS.secretKey()),
                folder,
                port);
    }

    private static ChildS3Server start(List<String> command, Map<String, String> environment, Path folder, int port)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        var server = new ChildS3Server(builder.start(), URI.create("http://127.0.0.1:" + port));
        var settings = new S3Settings(server.endpoint(), "started", KEYS).withPatience(Duration.ofSeconds(60));
        try (var store = new S3ObjectStore(settings)) {
            store.ensure();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw new IOException(
                    "%s does not start: %s".formatted(command, Files.readString(folder.resolve("log"))), e);
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
