package dev.tombola.cli.chaos;

import java.util.List;

/**
 * What came of a search under faults.
 *
 * @param searches how often the search was run under faults, each time anew
 * @param faults that struck a process, by their kind and part
 * @param planned runs in all
 * @param lost runs without an accepted result
 * @param doubled runs with more than one
 * @param resumed runs that went on from a checkpoint
 * @param differing roles whose weights or network differ from the undisturbed search's, searches whose answer does, and
 *     what the audit of each complains of
 * @param recoveries seconds from a fault of a busy trainer to the next step of its run by another attempt, ascending
 * @param usefulSeconds of training that led to results
 * @param otherSeconds of training that did not, as far as it was told (once a second)
 * @param boundSeconds what faults may cost: the time between two checkpoints each
 */
public record ChaosReport(
        long seed,
        int searches,
        List<String> faults,
        long planned,
        long lost,
        long doubled,
        long resumed,
        List<String> differing,
        List<Double> recoveries,
        double usefulSeconds,
        double otherSeconds,
        double boundSeconds) {
    public ChaosReport {
        faults = List.copyOf(faults);
        differing = List.copyOf(differing);
        recoveries = recoveries.stream().sorted().toList();
    }

    /** Whether all is as if nothing had happened. */
    public boolean isClean() {
        return lost == 0 && doubled == 0 && differing.isEmpty();
    }

    /** For people. */
    public String text() {
        double all = usefulSeconds + otherSeconds;
        var text = new StringBuilder();
        text.append("%d faults survived in %d searches (seed %d)%n".formatted(faults.size(), searches, seed));
        text.append("results: %d planned, %d lost, %d doubled%n".formatted(planned, lost, doubled));
        text.append("resumed from a checkpoint: %d; different from the undisturbed search, or wrong in an audit: %d%n"
                .formatted(resumed, differing.size()));
        differing.forEach(what -> text.append("  other than undisturbed: %s%n".formatted(what)));
        text.append(
                "training: %.0f s led to results, %.0f s (%.1f %%) did not; a checkpoint's interval for every fault: %.0f s%n"
                        .formatted(usefulSeconds, otherSeconds, all == 0 ? 0 : 100 * otherSeconds / all, boundSeconds));
        text.append("from a busy trainer's fault to the next step by another attempt: p50 %.1f s, p99 %.1f s (%d times)"
                .formatted(recovery(50), recovery(99), recoveries.size()));
        return text.toString();
    }

    /** The smallest recovery that so many of a hundred do not exceed; 0 where there was none. */
    double recovery(int percent) {
        return recoveries.isEmpty()
                ? 0
                : recoveries.get(
                        Math.min(recoveries.size() - 1, (int) Math.ceil(recoveries.size() * percent / 100.0) - 1));
    }
}
