package dev.tombola.cli.report;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** What one task's numbers say, for those who have never heard of lottery tickets. */
final class Story {
    private Story() {}

    static List<String> of(TaskReport task) {
        var lines = new ArrayList<String>();
        pretraining(task).ifPresent(lines::add);
        tickets(task).ifPresent(lines::add);
        return lines;
    }

    private static Optional<String> pretraining(TaskReport task) {
        var dense = task.dense().stream()
                .map(d -> d.accuracy())
                .filter(Objects::nonNull)
                .findFirst();
        var scratch = first(task, chain -> chain.rewind() instanceof RewindPoint.Random)
                .flatMap(chain -> accuracy(chain, 0));
        return dense.flatMap(with -> scratch.map(
                without -> "the whole network: %s from the pre-trained weights, %s from random ones: pre-training %s"
                        .formatted(Numbers.spread(with), Numbers.spread(without), compare(with, without))));
    }

    private static Optional<String> tickets(TaskReport task) {
        var magnitude = first(task, chain -> isPretrained(chain, Criterion.MAGNITUDE));
        var random = first(task, chain -> isPretrained(chain, Criterion.RANDOM));
        return magnitude.flatMap(found -> random.flatMap(drawn ->
                sparsestOfBoth(found, drawn).map(level -> tickets(level, accuracy(drawn, level.level())))));
    }

    private static String tickets(LevelReport magnitude, Optional<Summary> random) {
        var found = Objects.requireNonNull(magnitude.accuracy());
        var drawn = random.orElseThrow();
        return "with %s %% pruned (level %d): %s where the smallest weights went, %s where random ones did: choosing by size %s"
                .formatted(
                        Numbers.percent(magnitude.sparsity()),
                        magnitude.level(),
                        Numbers.spread(found),
                        Numbers.spread(drawn),
                        compare(found, drawn));
    }

    private static boolean isPretrained(ChainReport chain, Criterion criterion) {
        return chain.criterion() == criterion && chain.rewind().isPretrained();
    }

    private static Optional<LevelReport> sparsestOfBoth(ChainReport one, ChainReport other) {
        return one.levels().stream()
                .filter(level -> level.level() > 0 && level.accuracy() != null)
                .filter(level -> accuracy(other, level.level()).isPresent())
                .max(Comparator.comparingInt(LevelReport::level));
    }

    private static Optional<ChainReport> first(TaskReport task, Predicate<ChainReport> wanted) {
        return task.chains().stream().filter(wanted).findFirst();
    }

    private static Optional<Summary> accuracy(ChainReport chain, int level) {
        return chain.levels().stream()
                .filter(report -> report.level() == level)
                .findFirst()
                .flatMap(report -> Optional.ofNullable(report.accuracy()));
    }

    /** Differences within the two spreads are none that one could rely on. */
    private static String compare(Summary one, Summary other) {
        if (one.std() == null || other.std() == null) {
            return "cannot be told from chance with one seed";
        }
        double difference = one.mean() - other.mean();
        if (Math.abs(difference) <= Math.hypot(one.std(), other.std())) {
            return "makes no clear difference (it is within the spread of the seeds)";
        }
        return "%s %s points".formatted(difference > 0 ? "gains" : "loses", Numbers.percent(Math.abs(difference)));
    }
}
