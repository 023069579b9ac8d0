package dev.tombola.pruner.plan;

import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds runs that nobody will train any more though they are wanted. A request is answered for good when the trainers'
 * group has moved past it: it was done, or turned down, or delivered as often as Kafka delivers and then dropped without a
 * word. If no result comes of it within a grace period, in which the evaluator may be measuring, the run is lost. Asking
 * needlessly does no harm: a trainer finds the result that is there and claims it again.
 *
 * <p>Where the same run is lost again and again, it is found after twice the time each time, up to {@link #LONGEST} times
 * the grace.
 */
public final class Reaper {
    /** The longest wait, in grace periods. */
    static final int LONGEST = 64;

    private final Duration grace;
    private final Map<RunId, Request> latest = new HashMap<>();

    /** A run's last request: where it lies, and since when it is known to be answered. */
    private record Request(int ask, int partition, long offset, Instant answered) {}

    public Reaper(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: " + grace + " is negative");
        }
        this.grace = grace;
    }

    /** Takes in what it cares for, and where on its topic it lies. */
    public void hear(Object event, int partition, long offset) {
        switch (event) {
            case TrainingRequested(var run, var ask) ->
                latest.merge(
                        run.id(),
                        new Request(ask, partition, offset, Instant.MAX),
                        (known, heard) -> heard.ask() > known.ask() ? heard : known);
            case ResultAccepted accepted -> latest.remove(accepted.run());
            default -> {}
        }
    }

    /**
     * Which runs to ask for again.
     *
     * @param outstanding runs that are asked for and have not ended, with the number of the last request for each
     * @param starts for every partition, the offset before which every request is answered
     */
    public Set<RunId> lost(Map<RunId, Integer> outstanding, Map<Integer, Long> starts, Instant now) {
        var lost = new TreeSet<RunId>();
        outstanding.forEach((run, ask) -> {
            var request = latest.get(run);
            // What was asked for a moment ago is not heard from its topic yet.
            if (request == null
                    || request.ask() != ask
                    || request.offset() >= starts.getOrDefault(request.partition(), 0L)) {
                return;
            }
            var answered = request.answered().isBefore(now) ? request.answered() : now;
            latest.put(run, new Request(ask, request.partition(), request.offset(), answered));
            if (!now.isBefore(answered.plus(patience(ask)))) {
                lost.add(run);
            }
        });
        return lost;
    }

    private Duration patience(int ask) {
        return grace.multipliedBy(Math.min(LONGEST, 1L << Math.clamp(ask - 1L, 0, 30)));
    }
}
