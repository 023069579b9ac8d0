package dev.tombola.cli.audit;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchConcluded.ChainReport;
import dev.tombola.ticket.event.SearchConcluded.LevelReport;
import dev.tombola.ticket.event.SearchConcluded.TaskReport;
import dev.tombola.ticket.event.SearchConcluded.Universal;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.search.Matching;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A conclusion, worked out again from the numbers that were measured. */
final class Recomputation {
    private final SearchSubmitted search;
    private final Evidence evidence;
    private final Measurements measurements;
    private final List<Violation> violations = new ArrayList<>();

    Recomputation(SearchSubmitted search, SearchPlanned plan, Evidence evidence) {
        this.search = search;
        this.evidence = evidence;
        this.measurements = new Measurements(plan, search.resolved().search().seeds(), evidence);
    }

    Stream<Violation> check(SearchConcluded conclusion) {
        if (!conclusion.matching().equals(search.resolved().search().matching())) {
            complain("the conclusion goes by another rule than the search asked for");
        }
        if (!conclusion.cancelled()) {
            checkThatNothingIsMissing(conclusion);
        }
        for (var task : conclusion.tasks()) {
            checkDense(task);
            task.chains().forEach(chain -> check(task, chain));
        }
        conclusion.universal().forEach(universal -> check(conclusion, universal));
        return violations.stream();
    }

    private void checkThatNothingIsMissing(SearchConcluded conclusion) {
        var reported = conclusion.tasks().stream()
                .flatMap(task -> task.chains().stream()
                        .flatMap(chain -> chain.levels().stream().map(level -> place(task, chain, level.level()))))
                .collect(Collectors.toCollection(TreeSet::new));
        var planned = measurements.planned();
        planned.stream()
                .filter(place -> !reported.contains(place))
                .forEach(place -> complain(place + " was planned, and is not in the conclusion"));
        reported.stream()
                .filter(place -> !planned.contains(place))
                .forEach(place -> complain(place + " is in the conclusion, and was not planned"));
        boolean undecided = conclusion.tasks().stream()
                .flatMap(task -> task.chains().stream())
                .flatMap(chain -> chain.levels().stream())
                .anyMatch(level -> level.verdict() instanceof Verdict.Undecided);
        if (undecided == conclusion.missing().isEmpty()) {
            complain(
                    undecided
                            ? "tickets are undecided, and the conclusion does not say what is missing"
                            : "the conclusion misses something, and every ticket is decided");
        }
    }

    private void checkDense(TaskReport task) {
        for (var dense : task.dense()) {
            if (!Measurements.areClose(dense.accuracy(), measurements.dense(task, dense.pretraining()))) {
                complain("on %s, the dense network of %s is said to reach %s; its results give %s"
                        .formatted(
                                task.task(),
                                dense.pretraining(),
                                dense.accuracy(),
                                measurements.dense(task, dense.pretraining())));
            }
        }
    }

    private void check(TaskReport task, ChainReport chain) {
        for (var level : chain.levels()) {
            check(task, chain, level);
        }
        var matching = chain.levels().stream()
                .filter(level -> level.verdict() instanceof Verdict.Matching && isTicket(chain, level.level()))
                .map(LevelReport::level)
                .max(Comparator.naturalOrder());
        if (!matching.equals(Optional.ofNullable(chain.sparsest()))) {
            complain("on %s, the sparsest matching level of %s is said to be %s; by its levels it is %s"
                    .formatted(task.task(), chain.chain(), chain.sparsest(), matching.orElse(null)));
        }
        var failing = chain.levels().stream()
                .filter(level -> level.verdict() instanceof Verdict.NotMatching && level.level() < matching.orElse(0))
                .map(LevelReport::level)
                .toList();
        if (!failing.equals(chain.failingBelow())) {
            complain("on %s, levels of %s that fail below are said to be %s; by its levels they are %s"
                    .formatted(task.task(), chain.chain(), chain.failingBelow(), failing));
        }
    }

    private void check(TaskReport task, ChainReport chain, LevelReport level) {
        String place = place(task, chain, level.level());
        var own = measurements.summary(chain.chain(), level.level(), task.task());
        if (!Measurements.areClose(level.accuracy(), own)) {
            complain("%s is said to reach %s; its results give %s".formatted(place, level.accuracy(), own));
        }
        if (!follows(level.verdict(), own, measurements.dense(task, chain.pretraining()))) {
            complain("%s is said to be %s; that does not follow from its results".formatted(place, level.verdict()));
        }
        String ticket = search.search() + "/" + chain.chain() + "/" + level.level();
        var mask = evidence.mask(ticket);
        if (mask.isPresent() && !mask.get().mask().sparsity().equals(level.sparsity())) {
            complain("%s is said to have a sparsity of %s; its mask has %s"
                    .formatted(place, level.sparsity(), mask.get().mask().sparsity()));
        }
        boolean told = evidence.verdict(ticket + "/" + task.task())
                .filter(verdict -> verdict.verdict().equals(level.verdict()))
                .filter(verdict -> Objects.equals(verdict.accuracy(), level.accuracy()))
                .isPresent();
        if (!told) {
            complain("%s was not evaluated as the conclusion says".formatted(place));
        }
    }

    private void check(SearchConcluded conclusion, Universal universal) {
        var levels = conclusion.tasks().stream()
                .flatMap(task -> task.chains().stream())
                .filter(chain -> chain.chain().equals(universal.chain()))
                .map(chain -> chain.levels().stream()
                        .filter(level -> level.verdict() instanceof Verdict.Matching && isTicket(chain, level.level()))
                        .map(LevelReport::level)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .reduce((one, other) -> {
                    one.retainAll(other);
                    return one;
                })
                .orElseGet(TreeSet::new);
        var sparsest = levels.isEmpty() ? null : levels.last();
        if (!Objects.equals(sparsest, universal.level())) {
            complain("%s is said to match on every task at level %s; by its levels it is %s"
                    .formatted(universal.chain(), universal.level(), sparsest));
        }
    }

    /** By the rule as it is applied anew to what was measured; for the paper's also by arithmetic that is not the rule's. */
    private boolean follows(Verdict verdict, @Nullable Summary own, @Nullable Summary dense) {
        if (own == null || dense == null || !measurements.isComplete(own) || !measurements.isComplete(dense)) {
            return verdict instanceof Verdict.Undecided;
        }
        var rule = search.resolved().search().matching().rule();
        return Measurements.areClose(verdict, rule.judge(own, dense))
                && (rule != Matching.Rule.WITHIN_ONE_STD || followsFromOneStd(verdict, own, dense));
    }

    private static boolean followsFromOneStd(Verdict verdict, Summary own, Summary dense) {
        if (dense.std() == null) {
            return verdict instanceof Verdict.Undecided;
        }
        double margin = own.mean() - (dense.mean() - dense.std());
        return switch (verdict) {
            case Verdict.Matching(var said) ->
                margin >= -Measurements.ROUNDING && Measurements.areClose(said, Math.max(0, margin));
            case Verdict.NotMatching(var said) ->
                margin < -Measurements.ROUNDING && Measurements.areClose(said, -margin);
            case Verdict.Undecided _ -> false;
        };
    }

    /** The dense pre-trained network is what tickets are held to, not one of them. */
    private static boolean isTicket(ChainReport chain, int level) {
        return level > 0 || !chain.rewind().isPretrained();
    }

    private static String place(TaskReport task, ChainReport chain, int level) {
        return "%s/%d on %s".formatted(chain.chain(), level, task.task());
    }

    private void complain(String what) {
        violations.add(new Violation(Kind.CONCLUSION, what));
    }
}
