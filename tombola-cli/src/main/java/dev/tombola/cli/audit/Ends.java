package dev.tombola.cli.audit;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchPlanned.Entry;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import java.util.Optional;
import java.util.stream.Stream;

/** Every planned run ended in exactly one way, and everything that ended was planned. */
final class Ends {
    private final Evidence evidence;

    Ends(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Of the runs in a plan. A search that was called off leaves runs without an end. */
    Stream<Violation> of(SearchPlanned plan, boolean cancelled) {
        boolean failed =
                plan.runs().stream().filter(entry -> entry.role().isCritical()).anyMatch(this::hasFailed);
        return Stream.concat(
                plan.runs().stream().filter(_ -> !cancelled).flatMap(entry -> missing(entry, failed).stream()),
                plan.runs().stream()
                        .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                        .distinct()
                        .flatMap(this::doubled));
    }

    /** Of all results on the topic, whichever search they are for. */
    Stream<Violation> ofAll() {
        return Stream.concat(
                evidence.misfiled().stream(), evidence.ended().stream().sorted().flatMap(this::misplaced));
    }

    /** What was never named may have waited for something that failed; then the plan's writer need not have said so. */
    private Optional<Violation> missing(Entry entry, boolean failed) {
        if (entry.run() == null) {
            return entry.unreachable() == null && !failed
                    ? Optional.of(new Violation(Kind.NO_END, Roles.of(entry) + " was planned and never began"))
                    : Optional.empty();
        }
        return evidence.results(entry.run()).isEmpty()
                ? Optional.of(new Violation(Kind.NO_END, Roles.of(entry) + " was planned and has not ended"))
                : Optional.empty();
    }

    private boolean hasFailed(Entry entry) {
        return entry.unreachable() != null
                || (entry.run() != null
                        && evidence.result(entry.run())
                                .filter(result -> result.outcome() instanceof Outcome.Failed)
                                .isPresent());
    }

    /** A second record may add a measurement to the same result, and nothing else. */
    private Stream<Violation> doubled(RunId run) {
        long ends = evidence.results(run).stream()
                .map(Ends::withoutMeasurement)
                .distinct()
                .count();
        long measurements = evidence.results(run).stream()
                .flatMap(result -> result.outcome() instanceof Outcome.Accepted accepted
                        ? Optional.ofNullable(accepted.measured()).stream()
                        : Stream.empty())
                .count();
        return Stream.concat(
                ends > 1
                        ? Stream.of(
                                new Violation(Kind.TWO_ENDS, "run %s ended in %d ways".formatted(run.brief(), ends)))
                        : Stream.empty(),
                ends == 1 && measurements > 1
                        ? Stream.of(new Violation(
                                Kind.TWO_ENDS,
                                "run %s was measured %d times, with different outcomes"
                                        .formatted(run.brief(), measurements)))
                        : Stream.empty());
    }

    private static Outcome withoutMeasurement(ResultAccepted result) {
        return switch (result.outcome()) {
            case Outcome.Accepted accepted -> new Outcome.Accepted(accepted.attempt(), accepted.result(), null);
            case Outcome.Failed failed -> failed;
        };
    }

    private Stream<Violation> misplaced(RunId run) {
        return Stream.concat(
                evidence.isPlanned(run)
                        ? Stream.empty()
                        : Stream.of(new Violation(
                                Kind.NO_PLAN, "run %s ended, but no search has planned it".formatted(run.brief()))),
                evidence
                        .accepted(run)
                        .map(Outcome.Accepted::result)
                        .filter(result -> !isOf(run, result))
                        .map(_ -> new Violation(
                                Kind.NO_PLAN, "the result of run %s is that of another spec".formatted(run.brief())))
                        .stream());
    }

    private static boolean isOf(RunId run, RunResult result) {
        return RunId.of(result.spec()).equals(run);
    }
}
