package dev.tombola.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A simulated process: what is lost when it dies. */
final class Instance {
    private final String name;
    private final VirtualTime time;
    private final Consumer<Instance> atEnd;
    private final List<Fiber> fibers = new ArrayList<>();
    private final List<Runnable> cleanUps = new ArrayList<>();
    private Runnable terminate = () -> {};
    private Duration thaw = Duration.ZERO;
    private boolean ended;

    /**
     * Without any thread yet.
     *
     * @param atEnd called once, when it has ended or was killed
     */
    Instance(String name, VirtualTime time, Consumer<Instance> atEnd) {
        this.name = name;
        this.time = time;
        this.atEnd = atEnd;
    }

    String name() {
        return name;
    }

    boolean hasEnded() {
        return ended;
    }

    void fiber(Runnable body) {
        if (!ended) {
            var fiber = new Fiber(time, this, body);
            fibers.add(fiber);
            fiber.start(Duration.ZERO);
        }
    }

    /** What SIGTERM calls. */
    void onTerminate(Runnable action) {
        terminate = action;
    }

    /** What the brokers do when they see that its connections are gone. */
    void onEnd(Runnable action) {
        cleanUps.add(action);
    }

    void terminate() {
        if (!ended) {
            terminate.run();
        }
    }

    void freeze(Duration duration) {
        thaw = time.elapsed().plus(duration);
    }

    Duration frozenFor() {
        return thaw.minus(time.elapsed());
    }

    void kill() {
        if (!ended) {
            ended = true;
            List.copyOf(fibers).forEach(Fiber::kill);
            over();
        }
    }

    /** Ends it once all of its threads have. */
    void reap() {
        if (!ended && fibers.stream().allMatch(Fiber::hasEnded)) {
            ended = true;
            over();
        }
    }

    private void over() {
        cleanUps.forEach(Runnable::run);
        atEnd.accept(this);
    }
}
