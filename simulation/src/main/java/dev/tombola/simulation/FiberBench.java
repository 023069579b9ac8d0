package dev.tombola.simulation;

import dev.tombola.evaluator.Bench;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A bench that is a fiber, as {@code BenchThread} is one that is a thread. */
final class FiberBench implements Bench {
    private final VirtualTime time;
    private final Instance instance;
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    FiberBench(VirtualTime time, Instance instance) {
        this.time = time;
        this.instance = instance;
    }

    @Override
    public boolean later(Duration pause, Runnable work) {
        if (pause.isPositive()) {
            time.after(pause, () -> execute(work));
        } else {
            execute(work);
        }
        return !instance.hasEnded();
    }

    private void execute(Runnable work) {
        waiting.add(work);
        if (waiting.size() == 1) {
            instance.fiber(() -> {
                while (!waiting.isEmpty()) {
                    waiting.element().run();
                    waiting.remove();
                }
            });
        }
    }
}
