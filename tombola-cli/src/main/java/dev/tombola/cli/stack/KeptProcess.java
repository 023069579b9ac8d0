package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Settings;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part's process, started again at once whenever it dies: but not when it has never been ready, nor more often within a
 * minute than is put up with. Its thread lives as long as the process, since a parent's death signal goes by
 * threads ({@link Tether}).
 */
final class KeptProcess {
    private static final Duration WITHIN = Duration.ofMinutes(1);

    /** Of a process that was asked to end: somebody wants it anew, which is no crash. */
    private static final int TERMINATED = 128 + 15;

    private final Part part;
    private final int most;
    private final LogFile log;
    private final PidFile pidFile;
    private final Consumer<String> notes;
    private final Consumer<String> whenGivenUp;
    private final Thread thread;
    private final Deque<Instant> deaths = new ArrayDeque<>();
    private @Nullable Process process;
    private @Nullable String failure;
    private boolean stopping;
    private volatile boolean wasReady;

    KeptProcess(Home home, Part part, int most, Consumer<String> notes, Consumer<String> whenGivenUp) {
        this.part = part;
        this.most = most;
        this.log = LogFile.of(home, part.name());
        this.pidFile = new PidFile(home, part.name());
        this.notes = notes;
        this.whenGivenUp = whenGivenUp;
        this.thread = Thread.ofPlatform().name("keeper of " + part.name()).unstarted(this::keep);
    }

    void start() {
        log.rotate();
        thread.start();
    }

    Part part() {
        return part;
    }

    LogFile log() {
        return log;
    }

    /** Whether it has answered that it is ready. */
    boolean isReady() {
        wasReady |= isStarted() && part.probe().isReady();
        return wasReady;
    }

    /** Why it is not running any more, unless it was to stop. */
    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Asks it to end; does not wait. */
    synchronized void stop() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for its end after {@link #stop}, and puts one to it where it does not come by itself. */
    void awaitEnd(Instant deadline) {
        try {
            if (!thread.join(Duration.between(Instant.now(), deadline))) {
                kill();
                thread.join();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStarted() {
        return process != null;
    }

    private synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void keep() {
        try {
            for (var started = launch(); started.isPresent(); started = launch()) {
                int exit = started.get().waitFor();
                if (!mayStartAgain(exit)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            giveUp(part.name() + " cannot be started: " + e.getMessage());
        } finally {
            pidFile.delete();
        }
    }

    private synchronized Optional<Process> launch() throws IOException {
        if (stopping) {
            return Optional.empty();
        }
        var command = new ArrayList<>(Tether.COMMAND);
        command.addAll(part.command());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        // The user's own settings may be those of another cluster.
        builder.environment().keySet().removeIf(Settings::isOfACluster);
        builder.environment().putAll(part.environment());
        var started = builder.start();
        process = started;
        pidFile.write(started.pid());
        return Optional.of(started);
    }

    private boolean mayStartAgain(int exit) {
        synchronized (this) {
            if (stopping) {
                return false;
            }
        }
        var now = Instant.now();
        if (exit != TERMINATED) {
            deaths.add(now);
        }
        deaths.removeIf(death -> death.isBefore(now.minus(WITHIN)));
        if (!wasReady) {
            giveUp("%s ended with exit code %d before it was ready; its log: %s"
                    .formatted(part.name(), exit, log.path()));
            return false;
        }
        if (deaths.size() > most) {
            giveUp("%s ended %d times within a minute, last with exit code %d; its log: %s"
                    .formatted(part.name(), deaths.size(), exit, log.path()));
            return false;
        }
        notes.accept("%s ended with exit code %d; starting it again".formatted(part.name(), exit));
        return true;
    }

    private void giveUp(String why) {
        synchronized (this) {
            failure = why;
        }
        whenGivenUp.accept(why);
    }
}
