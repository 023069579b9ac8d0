package dev.tombola.devstack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One part of the stack as a process: says {@code ready …} when it is, and ends in order at SIGTERM. */
@Command(
        name = "devstack",
        mixinStandardHelpOptions = true,
        description = "Runs a Kafka broker or an S3 store for development, until told to end.",
        subcommands = {Main.Kafka.class, Main.Store.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((fault, command, _) -> {
                    command.getErr().println(fault.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(arguments));
    }

    /** A broker. */
    @Command(
            name = "kafka",
            mixinStandardHelpOptions = true,
            description = "A Kafka broker on 127.0.0.1; prints 'ready kafka HOST:PORT' once it is.")
    static final class Kafka implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "Where its log lies; created where it is missing.")
        private Path dir = Path.of("");

        @Option(
                names = "--port",
                defaultValue = "0",
                description = "Where it listens; 0, the default, for any free one.")
        private int port;

        @Option(
                names = "--node",
                defaultValue = "1",
                description = "Which of several brokers of one cluster this is (${DEFAULT-VALUE}).")
        private int node;

        @Option(
                names = "--controllers",
                split = ",",
                paramLabel = "PORT",
                description = "Where the controllers of all nodes listen, in their order; needed for several.")
        private List<Integer> controllers = List.of();

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the broker; may be repeated.")
        private Map<String, String> overrides = new LinkedHashMap<>();

        @Override
        public Integer call() throws InterruptedException {
            var quorum = controllers.isEmpty() ? Quorum.alone(Ports.free(0)) : new Quorum(node, controllers);
            var broker = EmbeddedBroker.start(dir, port, quorum, overrides);
            return untilStopped(broker, "kafka " + broker.bootstrapServers());
        }
    }

    /** A store. */
    @Command(
            name = "store",
            mixinStandardHelpOptions = true,
            description = "An S3 store on 127.0.0.1; prints 'ready store URL' once it is.")
    static final class Store implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "Where its objects lie; created where it is missing.")
        private Path dir = Path.of("");

        @Option(
                names = "--port",
                defaultValue = "0",
                description = "Where it listens; 0, the default, for any free one.")
        private int port;

        @Option(
                names = "--bucket",
                defaultValue = "tombola",
                description = "Made if it is not there: ${DEFAULT-VALUE}.")
        private String bucket = "";

        @Option(
                names = "--access-key",
                defaultValue = "${env:TOMBOLA_STORE_ACCESS_KEY:-tombola}",
                description = "Who may use it; TOMBOLA_STORE_ACCESS_KEY, else tombola.")
        private String accessKey = "";

        @Option(
                names = "--secret-key",
                defaultValue = "${env:TOMBOLA_STORE_SECRET_KEY:-tombola-secret}",
                description = "By what; TOMBOLA_STORE_SECRET_KEY, else tombola-secret.")
        private String secretKey = "";

        @Override
        public Integer call() throws InterruptedException {
            var store = EmbeddedStore.start(dir, port, bucket, accessKey, secretKey);
            return untilStopped(store, "store " + store.endpoint());
        }
    }

    private static int untilStopped(AutoCloseable part, String what) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(part, what), "stop"));
        System.out.println("ready " + what);
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(AutoCloseable part, String what) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println(what + " does not stop: " + e.getMessage());
        }
    }
}
