package dev.tombola.benchmarks.load;

import dev.tombola.benchmarks.load.ServiceProcess.Footprint;
import dev.tombola.kafka.Installation;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.ticket.store.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A broker, a store, a pruner and an evaluator, each in a process of its own, over a new folder. */
final class Services implements AutoCloseable {
    private static final String HEAP_OF_PARTS = "256m";
    private static final String HEAP_OF_SERVICES = "1g";
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final Path root = root();
    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<ServiceProcess> processes = new ArrayList<>();

    private Services(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts all of them and waits until they are ready.
     *
     * @param broker settings of the broker that differ from those of {@code tombola up}
     */
    static Services start(Map<String, String> broker) {
        Path folder;
        try {
            folder = Files.createTempDirectory("tombola-load");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var services = new Services(folder);
        try {
            services.begin(broker);
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    KafkaSettings kafka() {
        return KafkaSettings.from(key -> Optional.ofNullable(settings.get(key)));
    }

    Bucket store() {
        return Buckets.from(key -> Optional.ofNullable(settings.get(key)));
    }

    /** For caches and scratch files. */
    Path folder() {
        return folder;
    }

    /** By service; collects garbage in each. */
    Map<String, Footprint> footprints() {
        var footprints = new LinkedHashMap<String, Footprint>();
        processes.forEach(process -> footprints.put(process.name(), process.footprint()));
        return footprints;
    }

    /** Throws when one has ended. */
    void requireAlive() {
        processes.forEach(ServiceProcess::requireAlive);
    }

    /** By service: lines of its log that complain. */
    Map<String, Long> complaints() {
        var complaints = new LinkedHashMap<String, Long>();
        processes.forEach(process -> complaints.put(process.name(), process.complaints()));
        return complaints;
    }

    private void begin(Map<String, String> overrides) {
        var store = devstack("store", List.of("store"));
        var arguments = new ArrayList<>(List.of("kafka"));
        overrides.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        var broker = devstack("kafka", arguments);
        settings.put("tombola.store.endpoint", store.awaitReadyLine());
        settings.put("tombola.store.bucket", "tombola");
        settings.put("tombola.store.access-key", "tombola");
        settings.put("tombola.store.secret-key", "tombola-secret");
        settings.put("kafka.bootstrap.servers", broker.awaitReadyLine());
        try (var installation = new Installation(kafka())) {
            installation.create(LOCK);
        }
        evaluator().awaitReadyLine();
        pruner();
    }

    private ServiceProcess devstack(String name, List<String> arguments) {
        var target = root.resolve("devstack/target");
        var what = new ArrayList<>(List.of(
                "-cp",
                target.resolve("devstack-0.1.0.jar") + ":" + target.resolve("lib/*"),
                "dev.tombola.devstack.Main"));
        what.addAll(arguments);
        what.addAll(List.of("--dir", folder.resolve(name).toString()));
        return kept(ServiceProcess.start(name, folder, HEAP_OF_PARTS, Map.of(), what));
    }

    private ServiceProcess evaluator() {
        var what = new ArrayList<String>();
        settings.forEach((key, value) -> what.add("-D%s=%s".formatted(key, value)));
        what.addAll(List.of(
                "-Dorg.jboss.logging.provider=slf4j",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                RecordedEvaluator.class.getName(),
                folder.resolve("cache").toString()));
        return kept(ServiceProcess.start("evaluator", folder, HEAP_OF_SERVICES, Map.of(), what));
    }

    private void pruner() {
        int port = freePort();
        var environment = new LinkedHashMap<>(
                Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", String.valueOf(port)));
        settings.forEach((key, value) ->
                environment.put(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        var jar = root.resolve("pruner-service/target/quarkus-app/quarkus-run.jar");
        var process = kept(
                ServiceProcess.start("pruner", folder, HEAP_OF_SERVICES, environment, List.of("-jar", jar.toString())));
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            process.await(() -> isReady(http, ready));
        }
    }

    private ServiceProcess kept(ServiceProcess process) {
        processes.add(process);
        return process;
    }

    private static boolean isReady(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From {@code benchmarks/target/classes}. */
    private static Path root() {
        try {
            return Path.of(Services.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("../../..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(ServiceProcess::close);
    }
}
