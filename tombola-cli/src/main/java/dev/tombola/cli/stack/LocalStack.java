package dev.tombola.cli.stack;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.HomeLock;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.environment.StackFile;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A whole installation in processes of this machine, which lives as long as this object is open. */
public final class LocalStack implements AutoCloseable {
    static final String SUPERVISOR = "supervisor";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Home home;
    private final HomeLock lock;
    private final Stack stack;

    private LocalStack(Home home, HomeLock lock, int deaths, Consumer<String> notes) {
        this.home = home;
        this.lock = lock;
        this.stack = new Stack(home, deaths, notes);
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @throws CommandFailedException when something does not start, or something runs in the home already
     */
    public static LocalStack start(Home home, Scale scale, Consumer<String> notes) {
        return start(home, scale, Terms.USUAL, notes);
    }

    /**
     * How processes are run.
     *
     * @param settings that differ from the usual ones, by their keys
     * @param deaths of one process within a minute that are put up with
     */
    public record Terms(Map<String, String> settings, int deaths) {
        public static final Terms USUAL = new Terms(Map.of(), 5);

        /** For those who mean to kill: whatever is held or lost, it is for seconds. */
        public static final Terms HARSH = new Terms(
                Map.of(
                        "tombola.trainer.lock", "3s",
                        "tombola.trainer.checkpoint-interval", "1s",
                        "tombola.trainer.attempts", "100",
                        "tombola.pruner.reaper-grace", "10s"),
                1000);

        public Terms {
            settings = Map.copyOf(settings);
        }
    }

    /** Starts everything, on terms that differ from the usual ones. */
    public static LocalStack start(Home home, Scale scale, Terms terms, Consumer<String> notes) {
        var lock = HomeLock.acquire(home).orElseThrow(() -> alreadyRunning(home));
        var local = new LocalStack(home, lock, terms.deaths(), notes);
        // Whatever ends this process, Ctrl-C or SIGTERM, stops the others.
        Runtime.getRuntime().addShutdownHook(new Thread(local::close, "stop"));
        try {
            local.start(scale, terms.settings(), notes);
            return local;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    static CommandFailedException alreadyRunning(Home home) {
        return new CommandFailedException("running in %s already: %s; tombola down stops it"
                .formatted(home, String.join(", ", Running.names(home))));
    }

    /** Comes to an end when a process cannot be kept running: why. */
    public CompletableFuture<String> failure() {
        return stack.failure();
    }

    @Override
    public synchronized void close() {
        stack.close();
        StackFile.delete(home);
        new PidFile(home, SUPERVISOR).delete();
        lock.close();
    }

    private void start(Scale scale, Map<String, String> settings, Consumer<String> notes) {
        Running.stopLeftovers(home, notes);
        StackFile.delete(home);
        new PidFile(home, SUPERVISOR).write(ProcessHandle.current().pid());
        var parts = LocalParts.selfContained(home, scale.brokers(), settings);
        notes.accept("starting %s and store".formatted(scale.brokers() == 1 ? "broker" : scale.brokers() + " brokers"));
        stack.start(parts.infrastructure(), PATIENCE);
        new Preparation(Settings.of(parts.settings())).run();
        int trainers = scale.trainers();
        notes.accept("starting pruner, evaluator and " + (trainers == 1 ? "a trainer" : trainers + " trainers"));
        stack.start(parts.services(trainers), PATIENCE);
        StackFile.write(home, parts.settings());
    }
}
