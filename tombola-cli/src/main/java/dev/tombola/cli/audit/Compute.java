package dev.tombola.cli.audit;

import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the training time went. Useful is what led to accepted results; repeated, what led to results that nobody needed any
 * more; lost, everything else that is known of. Progress is told once a second and kept for 30 days, so what is lost, and
 * the steps that were done and done twice, are lower bounds; what is useful is exact.
 *
 * @param stepsPlanned of the runs that came to a result
 * @param stepsDone by all attempts at all runs
 * @param stepsDoneTwice of them, those that another attempt did too: each time but the first counts
 */
public record Compute(
        double usefulSeconds,
        double repeatedSeconds,
        double lostSeconds,
        long stepsPlanned,
        long stepsDone,
        long stepsDoneTwice) {
    private static final Compute NONE = new Compute(0, 0, 0, 0, 0, 0);

    static Compute of(Collection<RunId> runs, Evidence evidence) {
        return runs.stream().map(run -> of(run, evidence)).reduce(NONE, Compute::plus);
    }

    private static Compute of(RunId run, Evidence evidence) {
        var useful = new HashMap<String, Effort>();
        evidence.accepted(run).ifPresent(accepted -> useful.putAll(efforts(accepted)));
        var claimed = new HashMap<>(useful);
        evidence.claims(run).forEach(claim -> stretches(claim).forEach(stretch -> add(stretch, claimed)));
        var all = new HashMap<>(claimed);
        evidence.told(run).forEach((attempt, effort) -> all.merge(attempt, effort, Effort::and));
        long done = all.values().stream()
                .mapToLong(effort -> effort.to() - effort.from())
                .sum();
        return new Compute(
                seconds(useful),
                seconds(claimed) - seconds(useful),
                seconds(all) - seconds(claimed),
                useful.values().stream().mapToInt(Effort::to).max().orElse(0),
                done,
                done - covered(all.values()));
    }

    private Compute plus(Compute other) {
        return new Compute(
                usefulSeconds + other.usefulSeconds,
                repeatedSeconds + other.repeatedSeconds,
                lostSeconds + other.lostSeconds,
                stepsPlanned + other.stepsPlanned,
                stepsDone + other.stepsDone,
                stepsDoneTwice + other.stepsDoneTwice);
    }

    private static Map<String, Effort> efforts(Outcome.Accepted accepted) {
        var efforts = new HashMap<String, Effort>();
        stretches(accepted.result()).forEach(stretch -> add(stretch, efforts));
        if (efforts.isEmpty()) { // a result of version 0.1 has one attempt and does not say which steps it took
            int steps = accepted.result().epochs().stream()
                    .mapToInt(EpochMetrics::steps)
                    .sum();
            efforts.put(
                    accepted.attempt(),
                    new Effort(0, steps, accepted.result().provenance().seconds()));
        }
        return efforts;
    }

    private static List<Stretch> stretches(RunResult result) {
        return result.provenance().stretches();
    }

    private static void add(Stretch stretch, Map<String, Effort> efforts) {
        efforts.merge(stretch.attempt(), Effort.of(stretch), Effort::and);
    }

    private static double seconds(Map<String, Effort> efforts) {
        return efforts.values().stream().mapToDouble(Effort::seconds).sum();
    }

    /** How many different steps some efforts cover. */
    private static long covered(Collection<Effort> efforts) {
        long covered = 0;
        int reached = 0;
        for (var effort :
                efforts.stream().sorted(Comparator.comparingInt(Effort::from)).toList()) {
            covered += Math.max(0, effort.to() - Math.max(reached, effort.from()));
            reached = Math.max(reached, effort.to());
        }
        return covered;
    }
}
