package dev.tombola.devstack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker and controller in this process, listening on the loopback address alone. It uses classes that Kafka
 * does not promise to keep: the version is pinned. Share groups may lock a record for a second to an hour. Topics are not
 * created by writing to them.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** Starts on a port that is free. */
    public static EmbeddedBroker start(Path folder) {
        return start(folder, 0);
    }

    /** Starts on a port, 0 for any free one. */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * Starts, with what an earlier broker left in the folder, and waits until it takes requests.
     *
     * @param port 0 for any free one
     * @param overrides settings of the broker, under Kafka's names
     * @throws DevstackException when the port is taken, or another broker uses the folder
     */
    public static EmbeddedBroker start(Path folder, int port, Map<String, String> overrides) {
        return start(folder, port, Quorum.alone(Ports.free(0)), overrides);
    }

    /** As one node of several; the others may come later. */
    public static EmbeddedBroker start(Path folder, int port, Quorum quorum, Map<String, String> overrides) {
        int free = Ports.free(port);
        Path log = folder.toAbsolutePath();
        // Kafka's own lock comes too late: by then a second controller has written into the log.
        var lock = FolderLock.take(log);
        try {
            format(log, quorum);
            var config = configuration(log, free, quorum);
            config.putAll(overrides);
            var server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, lock, free);
        } catch (Exception e) {
            lock.close();
            throw new DevstackException("no broker over %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private static void format(Path folder, Quorum quorum) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(quorum.cluster().toString())
                .setNodeId(quorum.node())
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Map<String, String> configuration(Path folder, int port, Quorum quorum) throws IOException {
        var fixed = new Properties();
        try (var in = Objects.requireNonNull(EmbeddedBroker.class.getResourceAsStream("broker.properties"))) {
            fixed.load(in);
        }
        var config = new HashMap<String, String>();
        fixed.stringPropertyNames().forEach(name -> config.put(name, fixed.getProperty(name)));
        var address = "PLAINTEXT://%s:%d".formatted(Ports.HOST, port);
        config.put("listeners", "%s,%s://%s:%d".formatted(address, CONTROLLER, Ports.HOST, quorum.controllerPort()));
        config.put("advertised.listeners", address);
        config.putAll(quorum.configuration());
        config.put("log.dirs", folder.toString());
        return config;
    }
}
