package dev.tombola.store.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Stands in front of a store and breaks the next connections on purpose; signatures stay valid, since bytes pass as they are. */
final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 8192;

    private final URI store;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytesUp = new AtomicLong();
    private final AtomicLong bytesDown = new AtomicLong();

    FaultyProxy(URI store) throws IOException {
        this.store = store;
        Thread.ofVirtual().start(this::acceptAll);
    }

    /** What happens to one connection. */
    sealed interface Fault {
        /** The request is answered with 503, after a while. */
        record Unavailable(Duration after) implements Fault {
            Unavailable() {
                this(Duration.ZERO);
            }
        }

        /** The connection breaks after so many bytes to or from the store. */
        record Break(long afterUp, long afterDown) implements Fault {}
    }

    /** For the next connections, one each; the others pass. */
    void meet(Fault... next) {
        faults.addAll(List.of(next));
    }

    boolean allMet() {
        return faults.isEmpty();
    }

    /** What has reached the store. */
    long bytesUp() {
        return bytesUp.get();
    }

    /** What has come from the store. */
    long bytesDown() {
        return bytesDown.get();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var fault = Optional.ofNullable(faults.poll()).orElse(new Fault.Break(Long.MAX_VALUE, Long.MAX_VALUE));
                Thread.ofVirtual().start(() -> serve(client, fault));
            } catch (IOException e) {
                break;
            }
        }
    }

    private void serve(Socket client, Fault fault) {
        try {
            switch (fault) {
                case Fault.Unavailable(Duration after) -> refuse(client, after);
                case Fault.Break(long afterUp, long afterDown) -> {
                    var server = new Socket(store.getHost(), store.getPort());
                    Thread.ofVirtual().start(() -> pass(client, server, afterUp, bytesUp));
                    pass(server, client, afterDown, bytesDown);
                }
            }
        } catch (IOException e) {
            close(client);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuse(Socket client, Duration after) throws IOException, InterruptedException {
        try (client) {
            var head = new StringBuilder();
            InputStream in = client.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            Thread.sleep(after);
            client.getOutputStream()
                    .write("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void pass(Socket from, Socket to, long limit, AtomicLong passed) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            long left = limit;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
                passed.addAndGet(read);
            }
        } catch (IOException e) {
            close(from);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
