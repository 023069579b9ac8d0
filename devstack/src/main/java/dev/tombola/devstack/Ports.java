package dev.tombola.devstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address. */
final class Ports {
    static final String HOST = "127.0.0.1";
    private static final int LARGEST = 65535;

    private Ports() {}

    /**
     * The port itself where it can be had; some free one for 0.
     *
     * @throws DevstackException when it is taken
     */
    static int free(int port) {
        if (port < 0 || port > LARGEST) {
            throw new DevstackException("port %d is not in [0, %d]".formatted(port, LARGEST), null);
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DevstackException(
                    "port %d of %s is taken: stop what listens there, or choose another".formatted(port, HOST), e);
        }
    }
}
