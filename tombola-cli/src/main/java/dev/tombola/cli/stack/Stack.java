package dev.tombola.cli.stack;

import dev.tombola.cli.environment.CommandFailedException;
import dev.tombola.cli.environment.Home;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Processes that are started in stages and kept running; they are stopped stage by stage in reverse order. */
public final class Stack implements AutoCloseable {
    private static final int EXCERPT = 12;

    private final Home home;
    private final int deaths;
    private final Consumer<String> notes;
    private final List<List<KeptProcess>> stages = new ArrayList<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param deaths of one process within a minute that are put up with
     * @param notes lines for the user: what was started again, and the end of a log
     */
    public Stack(Home home, int deaths, Consumer<String> notes) {
        this.home = home;
        this.deaths = deaths;
        this.notes = notes;
    }

    /**
     * Starts all parts of a stage at once and waits until they are ready.
     *
     * @param parts in the order in which they would rather be stopped last
     * @throws CommandFailedException when one dies before, or takes longer than the patience
     */
    public void start(List<Part> parts, Duration patience) {
        var stage = begin(parts);
        var deadline = Instant.now().plus(patience);
        for (var process : stage) {
            awaitReady(process, deadline, patience);
        }
    }

    /** Comes to an end when a process cannot be kept running: why. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void close() {
        List<List<KeptProcess>> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(stages).reversed();
        }
        for (var stage : running) {
            stage.reversed().forEach(KeptProcess::stop);
            var now = Instant.now();
            stage.forEach(process -> process.awaitEnd(now.plus(process.part().grace())));
        }
    }

    private synchronized List<KeptProcess> begin(List<Part> parts) {
        if (closed) {
            throw new CommandFailedException("stopped while starting");
        }
        var stage = parts.stream()
                .map(part -> new KeptProcess(home, part, deaths, notes, failure::complete))
                .toList();
        stages.add(stage);
        stage.forEach(KeptProcess::start);
        return stage;
    }

    private void awaitReady(KeptProcess process, Instant deadline, Duration patience) {
        while (!process.isReady()) {
            process.failure().ifPresent(why -> {
                throw excerpt(process, why);
            });
            if (Instant.now().isAfter(deadline)) {
                throw excerpt(
                        process,
                        "%s is not ready after %d s; its log: %s"
                                .formatted(
                                        process.part().name(),
                                        patience.toSeconds(),
                                        process.log().path()));
            }
            if (isClosed()) {
                throw new CommandFailedException("stopped while starting");
            }
            pause();
        }
    }

    private CommandFailedException excerpt(KeptProcess process, String why) {
        notes.accept("the end of what %s said:%n  %s"
                .formatted(process.part().name(), process.log().tail(EXCERPT)));
        return new CommandFailedException(why);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted while starting", e);
        }
    }
}
