package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;

/** Free ports of this machine; {@code run/NAME.port} remembers each part's, which it gets again while it is free. */
final class Ports {
    private final Home home;
    private final Set<Integer> given = new HashSet<>();

    Ports(Home home) {
        this.home = home;
    }

    int of(String part) {
        var file = home.run(part + ".port");
        try {
            int port = Files.exists(file) ? remembered(Files.readString(file)) : 0;
            if (port == 0 || !given.add(port)) {
                port = anyFree();
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another port than those that were given already, though nobody may be listening there yet. */
    private int anyFree() throws IOException {
        int port;
        do {
            port = bind(0);
        } while (!given.add(port));
        return port;
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
