package dev.tombola.devstack;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One part of the stack as a process: says {@code ready …} when it is, and ends in order at SIGTERM. */
@Command(
        name = "devstack",
        mixinStandardHelpOptions = true,
        description = "Runs a Kafka broker or an S3 store for development.",
        subcommands = {Main.Kafka.class, Main.Store.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** A broker. */
    @Command(name = "kafka", mixinStandardHelpOptions = true, description = "A Kafka broker on 127.0.0.1.")
    static final class Kafka implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "Where its log lies.")
        private Path dir = Path.of("");

        @Option(names = "--port", required = true, description = "Where it listens.")
        private int port;

        @Override
        public Integer call() throws InterruptedException {
            return untilStopped(EmbeddedBroker.start(dir, port), "kafka 127.0.0.1:" + port);
        }
    }

    /** A store. */
    @Command(name = "store", mixinStandardHelpOptions = true, description = "An S3 store on 127.0.0.1.")
    static final class Store implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "Where its objects lie.")
        private Path dir = Path.of("");

        @Option(names = "--port", required = true, description = "Where it listens.")
        private int port;

        @Option(
                names = "--bucket",
                defaultValue = "tombola",
                description = "Made if it is not there: ${DEFAULT-VALUE}.")
        private String bucket = "";

        @Option(
                names = "--access-key",
                defaultValue = "${env:TOMBOLA_STORE_ACCESS_KEY}",
                description = "Who may use it.")
        private String accessKey = "";

        @Option(names = "--secret-key", defaultValue = "${env:TOMBOLA_STORE_SECRET_KEY}", description = "By what.")
        private String secretKey = "";

        @Override
        public Integer call() throws InterruptedException {
            return untilStopped(
                    EmbeddedStore.start(dir, port, bucket, accessKey, secretKey), "store http://127.0.0.1:" + port);
        }
    }

    private static int untilStopped(AutoCloseable part, String what) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println(what + " does not stop: " + e.getMessage());
            } finally {
                stopped.countDown();
            }
        }));
        System.out.println("ready " + what);
        stopped.await();
        return 0;
    }
}
