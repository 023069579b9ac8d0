package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import dev.tombola.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The processes of a local installation, and the settings by which they and the command line find one another. */
final class LocalParts {
    private static final String STORE = "store";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** For a trainer to finish a step and save it; shorter than its own, since somebody waits for the prompt. */
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(3);

    /** And then it gives its work back. */
    private static final Duration TRAINER = TIME_TO_STOP.plusSeconds(5);

    private final Home home;
    private final Distribution distribution = Distribution.find();
    private final Program program;
    private final Ports ports;
    private final int brokers;
    private final Map<String, String> settings;

    /** With a broker and a store that are known by these settings. */
    LocalParts(Home home, Ports ports, Map<String, String> settings) {
        this(home, ports, 0, settings);
    }

    private LocalParts(Home home, Ports ports, int brokers, Map<String, String> settings) {
        this.home = home;
        this.program = new Program(home);
        this.ports = ports;
        this.brokers = brokers;
        this.settings = Map.copyOf(settings);
    }

    /**
     * With brokers and a store of its own.
     *
     * @param more settings beside those that say where they are
     */
    static LocalParts selfContained(Home home, int brokers, Map<String, String> more) {
        var ports = new Ports(home);
        var settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(node -> "127.0.0.1:" + ports.of(broker(node)))
                        .collect(Collectors.joining(",")),
                "tombola.topic-prefix",
                KafkaSettings.DEFAULT_PREFIX,
                "tombola.store.endpoint",
                "http://127.0.0.1:" + ports.of(STORE),
                "tombola.store.region",
                "us-east-1",
                "tombola.store.bucket",
                "tombola",
                "tombola.store.access-key",
                "tombola",
                "tombola.store.secret-key",
                UUID.randomUUID().toString(),
                "tombola.store.path-style",
                "true"));
        settings.putAll(more);
        return new LocalParts(home, ports, brokers, settings);
    }

    /** What everybody needs to know. */
    Map<String, String> settings() {
        return settings;
    }

    /** Brokers and store. */
    List<Part> infrastructure() {
        var parts = new ArrayList<>(List.of(devstack(
                STORE,
                "store",
                List.of("--bucket", setting("tombola.store.bucket")),
                Probes.store(setting("tombola.store.endpoint")))));
        IntStream.rangeClosed(1, brokers).mapToObj(this::kafka).forEach(parts::add);
        return parts;
    }

    private Part kafka(int node) {
        var controllers = IntStream.rangeClosed(1, brokers)
                .mapToObj(other -> String.valueOf(ports.of(broker(other) + "-controller")))
                .collect(Collectors.joining(","));
        return devstack(
                broker(node),
                "kafka",
                List.of("--node", String.valueOf(node), "--controllers", controllers),
                Probes.broker(KafkaSettings.local("127.0.0.1:" + ports.of(broker(node)))));
    }

    private static String broker(int node) {
        return "kafka-" + node;
    }

    /** The trainers last, so that they are told to stop first. */
    List<Part> services(int trainers) {
        var services = new ArrayList<>(List.of(
                service("pruner", "pruner", Map.of(), AT_ONCE), service("evaluator", "evaluator", Map.of(), AT_ONCE)));
        services.addAll(trainers(trainers));
        return services;
    }

    private List<Part> trainers(int count) {
        int threads = threads(Runtime.getRuntime().availableProcessors(), count);
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "trainer-" + i)
                .map(name -> service(
                        name,
                        "trainer",
                        Map.of(
                                "TOMBOLA_TRAINER_NAME",
                                name,
                                "TOMBOLA_TRAINER_THREADS",
                                String.valueOf(threads),
                                "TOMBOLA_TRAINER_TIME_TO_STOP",
                                TIME_TO_STOP.toString(),
                                "OMP_NUM_THREADS",
                                String.valueOf(threads),
                                "OMP_WAIT_POLICY",
                                "PASSIVE"),
                        TRAINER))
                .toList();
    }

    /** Measured (design 8): beside broker and evaluator on few cores, more than one thread each is many times slower. */
    static int threads(int cores, int trainers) {
        return cores <= 4 ? 1 : Math.max(1, (cores - 2) / trainers);
    }

    private String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    private Part devstack(String name, String what, List<String> more, Probe probe) {
        var arguments = new ArrayList<>(List.of(
                what,
                "--port",
                String.valueOf(ports.of(name)),
                "--dir",
                home.data(name).toString()));
        arguments.addAll(more);
        return new Part(
                name,
                program.main(name, "256m", distribution.devstack(), "dev.tombola.devstack.Main", arguments),
                Map.of(
                        "TOMBOLA_STORE_ACCESS_KEY", setting("tombola.store.access-key"),
                        "TOMBOLA_STORE_SECRET_KEY", setting("tombola.store.secret-key")),
                probe,
                AT_ONCE);
    }

    private Part service(String name, String module, Map<String, String> own, Duration grace) {
        int port = ports.of(name);
        Path jar = distribution.service(module);
        var environment = new HashMap<String, String>();
        settings.forEach((key, value) -> environment.put(variable(key), value));
        environment.put("TOMBOLA_HOME", home.toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.putAll(own);
        return new Part(name, program.jar(name, "1g", jar), environment, Probes.service(port), grace);
    }

    /** How a key of the configuration is spelled in an environment. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
