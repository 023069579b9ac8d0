package dev.tombola.cli.stack;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Ends the processes of one service that runs in a home, and waits for those that its supervisor starts in their place. */
public final class Restart {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TO_END = Duration.ofSeconds(15);
    private static final Pattern SERVICE = Pattern.compile("pruner|evaluator|trainer(-\\d+)?");

    private final Home home;

    public Restart(Home home) {
        this.home = home;
    }

    /**
     * Comes back when all are ready again.
     *
     * @param service {@code pruner}, {@code evaluator}, {@code trainer} for all trainers, or {@code trainer-1}
     * @return their names and new ids
     * @throws CommandFailedException when none runs, or one does not come back
     */
    public List<String> of(String service) {
        if (!SERVICE.matcher(service).matches()) {
            throw new CommandFailedException(service + " is none of pruner, evaluator, trainer and trainer-N");
        }
        var running = PidFile.in(home).stream()
                .filter(file -> file.name().equals(service) || file.name().startsWith(service + "-"))
                .filter(file -> file.process().isPresent())
                .toList();
        if (running.isEmpty()) {
            throw new CommandFailedException("no %s runs in %s: run tombola up first".formatted(service, home));
        }
        var before = running.stream().map(Restart::pid).toList();
        running.forEach(file -> file.process().ifPresent(Restart::end));
        for (int i = 0; i < running.size(); i++) {
            awaitSuccessor(running.get(i), before.get(i));
        }
        return running.stream()
                .map(file -> "%s (pid %d)".formatted(file.name(), pid(file)))
                .sorted()
                .toList();
    }

    private void awaitSuccessor(PidFile file, long before) {
        var probe = Probes.service(Ports.ofRunning(home, file.name()));
        var policy = RetryPolicy.<Boolean>builder()
                .withDelay(Duration.ofMillis(100))
                .withMaxRetries(-1)
                .withMaxDuration(PATIENCE)
                .handleResult(false)
                .build();
        if (!isBack(policy, () -> pid(file) != before && pid(file) != 0 && probe.isReady())) {
            throw new CommandFailedException("%s is not ready after %d s; its log: %s"
                    .formatted(file.name(), PATIENCE.toSeconds(), home.log(file.name())));
        }
    }

    private static boolean isBack(RetryPolicy<Boolean> policy, CheckedSupplier<Boolean> successor) {
        try {
            return Failsafe.with(policy).get(successor);
        } catch (UncheckedIOException _) { // its pid file was written anew just then, for a minute
            return false;
        }
    }

    /** As {@code tombola down} does, and in the background: all of them at once. */
    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit().orTimeout(TO_END.toSeconds(), TimeUnit.SECONDS).exceptionally(_ -> {
            process.destroyForcibly();
            return process;
        });
    }

    /** 0 while it does not run. */
    private static long pid(PidFile file) {
        return file.process().map(ProcessHandle::pid).orElse(0L);
    }
}
