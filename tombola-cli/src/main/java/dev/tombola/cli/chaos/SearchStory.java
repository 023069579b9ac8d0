package dev.tombola.cli.chaos;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the topics said of one search, and when. */
final class SearchStory {
    private final SearchId search;
    private final Map<Role, RunId> planned = new LinkedHashMap<>();
    private final Map<RunId, List<ResultAccepted>> results = new HashMap<>();
    private final Map<String, Tries> attempts = new HashMap<>();
    private final Map<String, TrainingProgressed> latest = new HashMap<>();
    private final List<Death> deaths = new ArrayList<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private @Nullable SearchConcluded conclusion;

    SearchStory(SearchId search) {
        this.search = search;
    }

    /** One attempt at a run, by what was heard of it. */
    private record Tries(RunId run, int from, int to, double seconds) {}

    /** A trainer was struck while it was busy. */
    private record Death(RunId run, String attempt, Instant at) {}

    void on(Object event) {
        switch (event) {
            case SearchPlanned plan
            when plan.search().equals(search) ->
                plan.runs().stream()
                        .filter(entry -> entry.run() != null)
                        .forEach(entry -> planned.put(entry.role(), Objects.requireNonNull(entry.run())));
            case ResultAccepted result ->
                results.computeIfAbsent(result.run(), _ -> new ArrayList<>()).add(result);
            case TrainingProgressed progressed -> on(progressed);
            case SearchConcluded concluded when concluded.search().equals(search) -> conclusion = concluded;
            default -> {}
        }
    }

    /** Notes which run is struck with its trainer; its next step by another attempt ends the time that it takes. */
    void struck(String trainer) {
        var now = latest.get(trainer);
        if (now != null && now.attempt() != null && results.get(now.run()) == null) {
            deaths.add(new Death(now.run(), now.attempt(), Instant.now()));
        }
    }

    SearchId search() {
        return search;
    }

    Optional<SearchConcluded> conclusion() {
        return Optional.ofNullable(conclusion);
    }

    /** From a trainer's end to the next step of its run by another attempt. */
    List<Duration> recoveries() {
        return List.copyOf(recoveries);
    }

    /** The digests that every role came to. */
    Map<Role, List<String>> digests() {
        var digests = new LinkedHashMap<Role, List<String>>();
        planned.forEach((role, run) ->
                digests.put(role, result(run).map(SearchStory::digests).orElse(List.of())));
        return digests;
    }

    private static List<String> digests(RunResult result) {
        return Stream.concat(Stream.of(result.last(), result.best(), result.onnx()), Stream.ofNullable(result.state()))
                .map(object -> object.digest().hex())
                .toList();
    }

    /** Planned runs without an accepted result. */
    long lost() {
        return planned.values().stream()
                .distinct()
                .filter(run -> result(run).isEmpty())
                .count();
    }

    /** Runs with more than one accepted result; that a result is measured later does not make it another one. */
    long doubled() {
        return planned.values().stream()
                .distinct()
                .filter(run -> results.getOrDefault(run, List.of()).stream()
                                .map(ResultAccepted::outcome)
                                .map(SearchStory::withoutMeasurement)
                                .distinct()
                                .count()
                        > 1)
                .count();
    }

    /** Results whose run was resumed. */
    long resumed() {
        return planned.values().stream()
                .distinct()
                .flatMap(run -> result(run).stream())
                .filter(result -> result.provenance().stretches().size() > 1)
                .count();
    }

    /** Seconds of training that led to results. */
    double usefulSeconds() {
        return planned.values().stream()
                .distinct()
                .flatMap(run -> result(run).stream())
                .flatMap(result -> result.provenance().stretches().stream())
                .mapToDouble(Stretch::seconds)
                .sum();
    }

    /** Seconds that attempts were heard to train, less what of them led to results. */
    double otherSeconds() {
        var useful = new HashMap<String, Double>();
        planned.values().stream()
                .distinct()
                .flatMap(run -> result(run).stream())
                .flatMap(result -> result.provenance().stretches().stream())
                .forEach(stretch -> useful.merge(stretch.attempt(), stretch.seconds(), Double::sum));
        return attempts.entrySet().stream()
                .filter(attempt -> planned.containsValue(attempt.getValue().run()))
                .mapToDouble(attempt ->
                        Math.max(0, attempt.getValue().seconds() - useful.getOrDefault(attempt.getKey(), 0.0)))
                .sum();
    }

    private void on(TrainingProgressed progressed) {
        String attempt = progressed.attempt();
        if (attempt == null || progressed.seconds() == null) {
            return;
        }
        latest.put(progressed.trainer(), progressed);
        var known = attempts.get(attempt);
        int from = known == null ? progressed.step() : known.from();
        attempts.put(attempt, new Tries(progressed.run(), from, progressed.step(), progressed.seconds()));
        if (progressed.step() > from) {
            deaths.removeIf(death -> {
                boolean ends =
                        death.run().equals(progressed.run()) && !death.attempt().equals(attempt);
                if (ends) {
                    recoveries.add(Duration.between(death.at(), Instant.now()));
                }
                return ends;
            });
        }
    }

    private Optional<RunResult> result(RunId run) {
        var known = results.getOrDefault(run, List.of());
        return known.isEmpty() || !(known.getLast().outcome() instanceof Outcome.Accepted accepted)
                ? Optional.empty()
                : Optional.of(accepted.result());
    }

    private static Outcome withoutMeasurement(Outcome outcome) {
        return outcome instanceof Outcome.Accepted accepted
                ? new Outcome.Accepted(accepted.attempt(), accepted.result(), null)
                : outcome;
    }
}
