package dev.tombola.cli.chaos;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import dev.tombola.cli.stack.PidFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Does something bad to a process of a local stack at moments that follow from a seed. */
final class Tormentor {
    private static final List<Fault.Kind> KINDS = List.of(Fault.Kind.values());

    private final Home home;
    private final Random random;
    private final Duration pause;
    private final Duration freeze;
    private final Map<ProcessHandle, Instant> frozen = new HashMap<>();
    private Instant next;

    /**
     * Begins after a first pause.
     *
     * @param pause on average between two faults
     * @param freeze how long a frozen process stands still
     */
    Tormentor(Home home, long seed, Duration pause, Duration freeze) {
        this.home = home;
        this.random = new Random(seed);
        this.pause = pause;
        this.freeze = freeze;
        this.next = Instant.now().plus(some());
    }

    /** What it did now, if it was time. */
    Optional<Fault> act() {
        thaw();
        if (Instant.now().isBefore(next)) {
            return Optional.empty();
        }
        next = Instant.now().plus(some());
        var running = running();
        var fault = new Fault(any(running), any(KINDS));
        return new PidFile(home, fault.part())
                .process()
                .filter(process -> !frozen.containsKey(process))
                .map(process -> {
                    strike(fault.kind(), process);
                    return fault;
                });
    }

    /** Wakes whatever is frozen. */
    void end() {
        frozen.keySet().forEach(process -> signal("CONT", process));
        frozen.clear();
    }

    private void strike(Fault.Kind kind, ProcessHandle process) {
        switch (kind) {
            case KILL -> process.destroyForcibly();
            case TERMINATE -> process.destroy();
            case FREEZE -> {
                signal("STOP", process);
                frozen.put(process, Instant.now().plus(freeze));
            }
        }
    }

    private void thaw() {
        var due = new ArrayList<ProcessHandle>();
        frozen.forEach((process, until) -> {
            if (!Instant.now().isBefore(until)) {
                due.add(process);
            }
        });
        due.forEach(process -> {
            signal("CONT", process);
            frozen.remove(process);
        });
    }

    private List<String> running() {
        return PidFile.in(home).stream()
                .map(PidFile::name)
                .filter(name -> !name.equals("supervisor"))
                .sorted()
                .toList();
    }

    /** Java sends no signals but two. */
    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandFailedException("kill -" + name + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Duration some() {
        return Duration.ofMillis((long) (pause.toMillis() * (0.5 + random.nextDouble())));
    }
}
