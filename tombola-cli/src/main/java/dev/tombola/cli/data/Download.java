package dev.tombola.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Downloads over HTTP. What broke off lies beside the target as {@code NAME.part}, and the next call goes on from there. */
final class Download {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int ATTEMPTS = 5;

    private final HttpClient client;
    private final Duration patience;
    private final Progress progress;

    /** @param patience how long a connection, an answer or the next bytes are waited for */
    Download(Duration patience, Progress progress) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        this.patience = patience;
        this.progress = progress;
    }

    /** The file is whole as far as the server says; whether it is the right one is the caller's to check. */
    void to(Path target, URI from) throws FetchFailedException, IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path part = part(target);
        for (int attempt = 1; ; attempt++) {
            long before = size(part);
            try {
                receive(part, from);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || size(part) <= before) {
                    throw new FetchFailedException(from + ": " + reason(e), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FetchFailedException(from + ": interrupted", e);
            }
        }
    }

    /** Whether an earlier call broke off. */
    static boolean hasBegun(Path target) {
        return Files.exists(part(target));
    }

    private static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private void receive(Path part, URI from) throws FetchFailedException, IOException, InterruptedException {
        long there = size(part);
        var response = ask(from, there);
        if (there > 0 && (response.statusCode() == RANGE_NOT_SATISFIABLE || startsElsewhere(response, there))) {
            response.body().close();
            Files.delete(part);
            there = 0;
            response = ask(from, there);
        }
        try (InputStream in = response.body()) {
            if (response.statusCode() / 100 != 2) {
                throw new FetchFailedException("%s: the server answers %d".formatted(from, response.statusCode()));
            }
            boolean goesOn = response.statusCode() == PARTIAL_CONTENT;
            var length = response.headers().firstValueAsLong("Content-Length");
            copy(in, part, goesOn ? there : 0, length, from);
        }
    }

    private HttpResponse<InputStream> ask(URI from, long there) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(from).timeout(patience);
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private void copy(InputStream in, Path part, long start, OptionalLong length, URI from) throws IOException {
        long total = length.isPresent() ? start + length.getAsLong() : -1;
        var option = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long done = start;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, option);
                var stalling = new StallingInputStream(in, patience);
                var step = progress.begin(name(from), total)) {
            var chunk = new byte[1 << 16];
            for (int received = stalling.read(chunk); received >= 0; received = stalling.read(chunk)) {
                out.write(chunk, 0, received);
                done += received;
                step.reach(done);
            }
        }
        if (total >= 0 && done < total) {
            throw new IOException("the connection broke off after %d of %d bytes".formatted(done, total));
        }
    }

    private static boolean startsElsewhere(HttpResponse<?> response, long there) {
        if (response.statusCode() != PARTIAL_CONTENT) {
            return false;
        }
        var range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return !range.matches() || Long.parseLong(range.group(1)) != there;
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static String name(URI from) {
        String path = from.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection";
            case HttpTimeoutException _ -> "no answer";
            case ConnectException _ -> "no connection";
            default -> String.valueOf(e.getMessage());
        };
    }
}
