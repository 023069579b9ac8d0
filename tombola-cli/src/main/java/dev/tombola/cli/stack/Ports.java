package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Free ports of this machine; {@code run/NAME.port} remembers each part's, which it gets again while it is free. */
final class Ports {
    private final Home home;
    private final Map<String, Integer> given = new HashMap<>();

    Ports(Home home) {
        this.home = home;
    }

    int of(String part) {
        return given.computeIfAbsent(part, this::choose);
    }

    /** Where a part listens that runs already, whoever started it. */
    static int ofRunning(Home home, String part) {
        try {
            return Integer.parseInt(Files.readString(home.run(part + ".port")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int choose(String part) {
        var file = home.run(part + ".port");
        try {
            int port = Files.exists(file) ? remembered(Files.readString(file)) : 0;
            while (port == 0 || given.containsValue(port)) {
                port = bind(0);
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port, or 0 where it is none or taken. */
    private static int remembered(String text) {
        try {
            return bind(Integer.parseInt(text.strip()));
        } catch (IOException | IllegalArgumentException _) {
            return 0;
        }
    }

    private static int bind(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
