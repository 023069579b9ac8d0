package dev.tombola.cli.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Serves files from memory, and fails in the ways that servers do. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);

    /** How many bytes an answer has before the connection breaks off. */
    volatile int breaksAfter = Integer.MAX_VALUE;
    /** Whether it goes silent where it would break off. */
    volatile boolean stalls;
    /** Whether it knows ranges. */
    volatile boolean ranges = true;

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    FileServer serving(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    URI at(String path) {
        return URI.create("http://localhost:%d/%s".formatted(server.getAddress().getPort(), path));
    }

    /** In the form {@code NAME} or {@code NAME from 1000}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(name + (range == null ? "" : " from " + range.replaceAll("\\D", "")));
            byte[] content = files.get(name);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int start = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (start >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (start > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
            }
            send(exchange, start > 0 ? 206 : 200, Arrays.copyOfRange(content, start, content.length));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, int status, byte[] content) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(status, content.length);
        var body = Objects.requireNonNull(exchange.getResponseBody());
        body.write(content, 0, Math.min(breaksAfter, content.length));
        body.flush();
        if (breaksAfter < content.length && stalls) {
            closing.await();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
