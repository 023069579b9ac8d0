package dev.tombola.cli.stack;

import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.HomeLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What runs in a home, whoever started it: found by the pid files. */
public final class Running {
    private static final Duration SUPERVISOR = Duration.ofSeconds(15);
    private static final Duration PART = Duration.ofSeconds(3);

    private Running() {}

    /** {@code trainer-1 (pid 4711)}, in order of their names. */
    public static List<String> names(Home home) {
        return Stream.concat(
                        supervisor(home).map(process -> named(LocalStack.SUPERVISOR, process)).stream(),
                        PidFile.in(home).stream()
                                .flatMap(file -> file.process().map(process -> named(file.name(), process)).stream())
                                .sorted())
                .toList();
    }

    /**
     * Stops the supervisor, which stops the others; then what one that was killed has left behind.
     *
     * @return whether anything ran
     */
    public static boolean stop(Home home, Consumer<String> notes) {
        var supervisor = supervisor(home);
        supervisor.ifPresent(process -> end(process, SUPERVISOR));
        return stopLeftovers(home, notes) || supervisor.isPresent();
    }

    /** Stops parts that run without a supervisor, and removes the files of those that do not run. */
    static boolean stopLeftovers(Home home, Consumer<String> notes) {
        boolean stopped = false;
        for (var file : PidFile.in(home)) {
            var process = file.process();
            if (process.isPresent()) {
                notes.accept("stopping %s, which was left behind".formatted(named(file.name(), process.get())));
                end(process.get(), PART);
                stopped = true;
            }
            file.delete();
        }
        return stopped;
    }

    /** It has no mark, but holds the home's lock as long as it lives. */
    private static Optional<ProcessHandle> supervisor(Home home) {
        return HomeLock.isHeld(home)
                ? new PidFile(home, LocalStack.SUPERVISOR)
                        .handle()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains("tombola"))
                                .isPresent())
                : Optional.empty();
    }

    private static String named(String name, ProcessHandle process) {
        return "%s (pid %d)".formatted(name, process.pid());
    }

    private static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping", e);
        }
    }
}
