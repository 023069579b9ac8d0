package dev.tombola.cli.stack;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import java.time.Duration;
import java.util.List;

/** Ends the processes of one service that runs in a home, and waits for those that its supervisor starts in their place. */
public final class Restart {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
        var running = PidFile.in(home).stream()
                .filter(file -> file.name().equals(service) || file.name().startsWith(service + "-"))
                .filter(file -> file.process().isPresent())
                .toList();
        if (running.isEmpty()) {
            throw new CommandFailedException("no %s runs in %s: run tombola up first".formatted(service, home));
        }
        var before = running.stream().map(Restart::pid).toList();
        running.forEach(file -> file.process().ifPresent(ProcessHandle::destroy));
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
        boolean isBack = Failsafe.with(policy).get(() -> pid(file) != before && pid(file) != 0 && probe.isReady());
        if (!isBack) {
            throw new CommandFailedException("%s is not ready after %d s; its log: %s"
                    .formatted(file.name(), PATIENCE.toSeconds(), home.log(file.name())));
        }
    }

    /** 0 while it does not run. */
    private static long pid(PidFile file) {
        return file.process().map(ProcessHandle::pid).orElse(0L);
    }
}
