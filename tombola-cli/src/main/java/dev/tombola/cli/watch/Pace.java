package dev.tombola.cli.watch;

import dev.tombola.cli.search.Cost;
import dev.tombola.cli.search.WantedRun;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fast runs came to their end lately.
 *
 * @param all images a second of all trainers together, with everything that they do beside training
 * @param alone images a second of one trainer while it trains: what a chain, whose rounds wait for one another, can have
 */
record Pace(double all, double alone) {
    private static final int RECENT = 20;
    private static final double LONGEST_PAUSE = 60;

    /** Absent while nothing has ended. */
    static Optional<Pace> of(Collection<RunResult> results) {
        var latest = lately(results);
        double images = latest.stream().mapToDouble(Pace::images).sum();
        double training = latest.stream()
                .mapToDouble(result -> result.provenance().seconds())
                .sum();
        if (latest.isEmpty() || training <= 0) {
            return Optional.empty();
        }
        var from = latest.getLast().provenance().startedAt();
        var to = latest.stream().map(Pace::end).max(Comparator.naturalOrder()).orElseThrow();
        return Optional.of(new Pace(images / seconds(from, to), images / training));
    }

    /** How long the work that is left will take. */
    Duration timeFor(List<WantedRun> open, Ledger ledger) {
        double images = 0;
        double critical = 0;
        for (var work : open) {
            double left = work.cost().images() * (1 - done(work, ledger));
            images += left;
            critical += work.roles().stream().anyMatch(Role::isCritical) ? left : 0;
        }
        return Duration.ofSeconds(Math.round(Math.max(images / all, critical / alone)));
    }

    /** The latest results, latest first, back to a pause in which nobody trained. */
    private static List<RunResult> lately(Collection<RunResult> results) {
        var latest = results.stream()
                .sorted(Comparator.comparing(
                                (RunResult result) -> result.provenance().startedAt())
                        .reversed())
                .limit(RECENT)
                .toList();
        for (int i = 1; i < latest.size(); i++) {
            var later = latest.get(i - 1).provenance().startedAt();
            if (seconds(end(latest.get(i)), later) > LONGEST_PAUSE) {
                return latest.subList(0, i);
            }
        }
        return latest;
    }

    private static double done(WantedRun work, Ledger ledger) {
        return work.id()
                .flatMap(ledger::progress)
                .filter(progress -> progress.steps() > 0)
                .map(Pace::fraction)
                .orElse(0.0);
    }

    private static double fraction(TrainingProgressed progress) {
        return (double) progress.step() / progress.steps();
    }

    private static double images(RunResult result) {
        return result.epochs().stream().mapToDouble(EpochMetrics::steps).sum()
                * Cost.imagesPerStep(result.spec().recipe());
    }

    private static Instant end(RunResult result) {
        return result.provenance().startedAt().plus(Duration.ofMillis((long)
                (1000 * result.provenance().seconds())));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
