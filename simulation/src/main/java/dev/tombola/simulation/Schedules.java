package dev.tombola.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Schedules by their seeds, held against the undisturbed course of their scenario. */
final class Schedules {
    private static final int LINES = 400;
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Images images;
    private final Map<Scenario, ScheduleEnd> references = new EnumMap<>(Scenario.class);

    Schedules(Images images) {
        this.images = images;
    }

    /**
     * Runs one.
     *
     * @throws BrokenInvariant with the seed, the command that repeats it, and what happened last
     */
    ScheduleEnd run(long seed) {
        return run(seed, new Trace(LINES), Tampering.NONE);
    }

    ScheduleEnd run(long seed, Trace trace, Tampering tampering) {
        var scenario = Scenario.of(seed);
        var fate = Fate.of(seed);
        var reference = reference(scenario);
        try {
            return turn(() -> new Simulation(scenario, fate, images, trace, tampering).run(reference));
        } catch (BrokenInvariant e) {
            throw new BrokenInvariant(
                    e.invariant(), """
                    %s
                    schedule %d (%s, %s); again, with all that happened: ./mvnw -pl simulation -am verify -Dsimulation.seed=%2$d
                    what happened last:
                    %s""".formatted(e.getMessage(), seed, scenario, fate.hazards(), trace.text()));
        }
    }

    /** The course that nothing disturbs. */
    ScheduleEnd reference(Scenario scenario) {
        var known = references.get(scenario);
        if (known == null) {
            var trace = new Trace(LINES);
            known = turn(() -> new Simulation(scenario, Fate.kind(), images, trace, Tampering.NONE).run(null));
            references.put(scenario, known);
        }
        return known;
    }

    /** On a virtual thread, as the fibers are: changing over between them then costs next to nothing. */
    private static <T> T turn(Callable<T> schedule) {
        var task = new FutureTask<>(schedule);
        var thread = Thread.ofVirtual().start(task);
        try {
            return task.get(MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokenInvariant broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("a fiber waits for something other than its turn; " + thread, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
