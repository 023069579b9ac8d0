package dev.tombola.cli.audit;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.report.Tables;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchPlanned.Entry;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search's books.
 *
 * @param state concluded, cancelled or running
 * @param planned runs; one that serves several purposes counts once
 * @param neverBegun purposes whose run was never named, since something that it needed failed or the search was called off
 * @param claims of results by trainers that were compared
 * @param objects of the bucket that were read
 */
public record Audit(
        SearchId search,
        String state,
        int planned,
        int accepted,
        int failed,
        int neverBegun,
        int claims,
        int objects,
        Compute compute,
        List<Violation> violations) {
    public Audit {
        violations = List.copyOf(violations);
    }

    /**
     * Of a search that was submitted, by what topics and bucket hold now.
     *
     * @throws IllegalArgumentException when nobody submitted it
     */
    public static Audit of(SearchId search, Settings settings) {
        var evidence = Evidence.read(settings.kafka());
        var submitted = evidence.searches().stream()
                .filter(known -> known.search().equals(search))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no search " + search + " was submitted"));
        return of(submitted, evidence, settings);
    }

    static Audit of(SearchSubmitted search, Evidence evidence, Settings settings) {
        try (var store = settings.openBucket()) {
            store.require();
            return of(search, evidence, new NamedObjects(new Blobs(store)));
        }
    }

    static Audit of(SearchSubmitted search, Evidence evidence, NamedObjects bucket) {
        var plan = evidence.plan(search.search()).orElse(new SearchPlanned(search.search(), List.of(), List.of()));
        var conclusion = evidence.conclusion(search);
        var runs = plan.runs().stream()
                .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var objects = objects(plan, runs, evidence);
        var ends = new Ends(evidence);
        var bytes = new EqualBytes(evidence);
        return new Audit(
                search.search(),
                state(search, conclusion.isPresent()),
                runs.size(),
                (int) runs.stream()
                        .flatMap(run -> evidence.accepted(run).stream())
                        .count(),
                (int) runs.stream()
                        .flatMap(run -> evidence.result(run).stream())
                        .filter(result -> result.outcome() instanceof Outcome.Failed)
                        .count(),
                (int) plan.runs().stream().filter(entry -> entry.run() == null).count(),
                runs.stream().mapToInt(bytes::claims).sum(),
                objects.size(),
                Compute.of(runs, evidence),
                Stream.of(
                                unfinished(search, plan, conclusion.isPresent()),
                                ends.of(plan, search.cancelled()),
                                ends.ofAll(),
                                runs.stream().flatMap(run -> bytes.of(run).stream()),
                                bucket.check(objects),
                                conclusion.stream()
                                        .flatMap(answer -> new Recomputation(search, plan, evidence).check(answer)))
                        .flatMap(violations -> violations)
                        .toList());
    }

    public boolean isClean() {
        return violations.isEmpty();
    }

    /** For people. */
    String text() {
        var table = Tables.of(
                List.of(search + ": " + state, ""),
                1,
                List.of(
                        row("runs planned", planned),
                        row("with an accepted result", accepted),
                        row("with a stated failure", failed),
                        row("never begun", neverBegun),
                        row("claims compared", claims),
                        row("objects read", objects),
                        row("steps planned", compute.stepsPlanned()),
                        row("steps done, at least", compute.stepsDone()),
                        row("steps done twice, at least", compute.stepsDoneTwice()),
                        row("training seconds, useful", compute.usefulSeconds()),
                        row("training seconds, repeated", compute.repeatedSeconds()),
                        row("training seconds, lost, at least", compute.lostSeconds())));
        return Stream.concat(
                        Stream.of(table, ""),
                        isClean() ? Stream.of("clean") : violations.stream().map(Violation::what))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> row(String what, long count) {
        return List.of(what, String.valueOf(count));
    }

    private static List<String> row(String what, double seconds) {
        return List.of(what, String.format(Locale.ROOT, "%.1f", seconds));
    }

    private static String state(SearchSubmitted search, boolean concluded) {
        if (search.cancelled()) {
            return "cancelled";
        }
        return concluded ? "concluded" : "running";
    }

    private static Stream<Violation> unfinished(SearchSubmitted search, SearchPlanned plan, boolean concluded) {
        var unplanned = plan.runs().isEmpty() && !search.cancelled()
                ? Stream.of(new Violation(Kind.NO_END, "no plan of " + search.search() + " is known"))
                : Stream.<Violation>empty();
        return concluded
                ? unplanned
                : Stream.concat(
                        unplanned,
                        Stream.of(new Violation(Kind.NO_END, search.search() + " has not come to a conclusion")));
    }

    /** Those of its results and of the masks that its runs train. */
    private static Set<ObjectRef> objects(SearchPlanned plan, Set<RunId> runs, Evidence evidence) {
        var results =
                runs.stream().flatMap(run -> evidence.accepted(run).stream()).flatMap(NamedObjects::of);
        var masks = plan.runs().stream()
                .map(Entry::role)
                .flatMap(role -> ticket(plan.search(), role).stream())
                .distinct()
                .flatMap(ticket -> evidence.mask(ticket).stream())
                .flatMap(drawn ->
                        Stream.concat(Stream.of(drawn.mask().object()), Optional.ofNullable(drawn.weights()).stream()));
        return Stream.concat(results, masks).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> ticket(SearchId search, Role role) {
        return switch (role) {
            case Role.Pretrain _ -> Optional.empty();
            case Role.Round round -> Optional.of(search + "/" + round.chain() + "/" + round.level());
            case Role.Transfer transfer -> Optional.of(search + "/" + transfer.chain() + "/" + transfer.level());
        };
    }
}
