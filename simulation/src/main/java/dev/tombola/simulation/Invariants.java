package dev.tombola.simulation;

import dev.tombola.kafka.Event;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold whatever goes wrong. The first that is broken is kept: a process must not answer it as a fault. */
final class Invariants {
    private final Map<RunId, ResultAccepted> accepted = new HashMap<>();
    private @Nullable BrokenInvariant broken;
    private int trainings;
    private int steps;

    /** Throws what was broken, if anything was. */
    void check() {
        if (broken != null) {
            throw broken;
        }
    }

    void trainingBegins() {
        trainings++;
    }

    void stepTaken() {
        steps++;
    }

    /** How often training was begun, or gone on with. */
    int trainings() {
        return trainings;
    }

    /** Taken by all trainers together. */
    int steps() {
        return steps;
    }

    Map<RunId, ResultAccepted> accepted() {
        return accepted;
    }

    void hear(Event entry) {
        if (entry.value() instanceof ResultAccepted result) {
            anAcceptedResultOnlyEverBecomesMeasured(result);
        }
    }

    private void anAcceptedResultOnlyEverBecomesMeasured(ResultAccepted now) {
        var before = accepted.put(now.run(), now);
        if (before == null || before.equals(now)) {
            return;
        }
        boolean measured = before.outcome() instanceof Outcome.Accepted was
                && now.outcome() instanceof Outcome.Accepted is
                && was.measured() == null
                && is.measured() != null
                && was.attempt().equals(is.attempt())
                && was.result().equals(is.result());
        demand(measured, "anAcceptedResultOnlyEverBecomesMeasured", before, "became", now);
    }

    void publishesNothingAfterALostLease(TrainingEnded claim, Optional<ShareGroup.Lease> lease) {
        boolean lost = lease.filter(held -> held.request().run().id().equals(claim.run()))
                .filter(ShareGroup.Lease::isKnownLost)
                .isPresent();
        demand(!lost, "publishesNothingAfterALostLease", claim);
    }

    void endsForNoOtherReasonThanAFault(String process, RuntimeException e) {
        demand(false, "endsForNoOtherReasonThanAFault", process, e, List.of(e.getStackTrace()));
    }

    void everySearchConcludes(boolean concluded, List<?> open) {
        demand(concluded, "everySearchConcludes", "time is up; in the queue are", open);
    }

    void concludesWithTheSameBytes(SearchConcluded reference, SearchConcluded now) {
        var expected = new String(Json.canonical(reference), java.nio.charset.StandardCharsets.UTF_8);
        var found = new String(Json.canonical(now), java.nio.charset.StandardCharsets.UTF_8);
        demand(expected.equals(found), "concludesWithTheSameBytes", expected, "\nbecame\n" + found);
    }

    /** Every run that is planned has one end, which is that of the undisturbed course. */
    void everyPlannedRunHasTheSameEnd(SearchId search, Broker broker, Map<RunId, ResultAccepted> reference) {
        var plan = broker.all(Topics.SEARCH_PLANNED)
                .filter(planned -> planned.search().equals(search))
                .reduce((_, later) -> later);
        demand(plan.isPresent(), "everyPlannedRunHasTheSameEnd", search, "was never planned");
        plan.map(SearchPlanned::runs).orElse(List.of()).stream()
                .flatMap(entry -> Optional.ofNullable(entry.run()).stream())
                .distinct()
                .forEach(run -> demand(
                        end(reference.get(run)).equals(end(accepted.get(run))),
                        "everyPlannedRunHasTheSameEnd",
                        run,
                        "ended as",
                        end(accepted.get(run)),
                        "\nnot as",
                        end(reference.get(run))));
    }

    void nothingIsOutstanding(List<?> open) {
        demand(open.isEmpty(), "nothingIsOutstanding", "still in the queue:", open);
    }

    /** Whoever was interrupted, be it by its own death or because another went on, lost so many at most. */
    void stepsInVainAreBounded(ScheduleEnd reference, int lost, int unheard) {
        demand(
                steps - reference.steps() <= (trainings - reference.trainings()) * lost + unheard,
                "stepsInVainAreBounded",
                steps,
                "steps in",
                trainings,
                "trainings, where",
                reference.steps(),
                "in",
                reference.trainings(),
                "would do");
    }

    /** A training that is begun once more was interrupted, or takes the place of one that was. */
    void nothingIsTrainedAgainWithoutACause(ScheduleEnd reference, int interrupted) {
        demand(
                trainings - reference.trainings() <= interrupted,
                "nothingIsTrainedAgainWithoutACause",
                trainings,
                "trainings, where",
                reference.trainings(),
                "would do and",
                interrupted,
                "may have been interrupted");
    }

    /** All of an end that may not differ: everything but who, where, when and which attempt. */
    private static List<Object> end(@Nullable ResultAccepted result) {
        return switch (result == null ? null : result.outcome()) {
            case null -> List.of("nothing");
            case Outcome.Failed failed -> List.of("failed", failed.reason());
            case Outcome.Accepted ended -> {
                var trained = ended.result();
                var parts = new ArrayList<Object>(List.of(
                        trained.spec(),
                        trained.epochs(),
                        trained.chosenEpoch(),
                        trained.test(),
                        trained.remaining(),
                        trained.last(),
                        trained.best(),
                        trained.onnx(),
                        trained.kept(),
                        trained.beside()));
                parts.add(Objects.requireNonNullElse(trained.state(), "no state"));
                parts.add(Objects.requireNonNullElse(ended.measured(), "not measured"));
                yield parts;
            }
        };
    }

    private void demand(boolean holds, String invariant, Object... what) {
        if (!holds && broken == null) {
            broken = new BrokenInvariant(
                    invariant, Stream.of(what).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }
}
