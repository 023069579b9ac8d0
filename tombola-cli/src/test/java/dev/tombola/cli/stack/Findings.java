package dev.tombola.cli.stack;

import dev.tombola.testkit.Recording;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.store.ObjectRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a search came to, to the byte, without what names it: equal for equal searches, however often they are trained. */
record Findings(Map<String, Trained> runs, Map<String, StoredMask> masks, List<SearchConcluded.TaskReport> tasks) {
    /** What came of one run. */
    record Trained(
            ObjectRef last,
            ObjectRef best,
            ObjectRef onnx,
            ObjectRef predictions,
            @Nullable Measured measured) {}

    static Findings of(Recording recording, SearchId search) {
        var results = new HashMap<RunId, Trained>();
        all(recording, Topics.RESULT_ACCEPTED)
                .forEach(result -> trained(result).ifPresent(trained -> results.put(result.run(), trained)));
        var plan = all(recording, Topics.SEARCH_PLANNED)
                .filter(it -> it.search().equals(search))
                .reduce((_, later) -> later)
                .orElseThrow();
        var conclusion = all(recording, Topics.SEARCH_CONCLUDED)
                .filter(it -> it.search().equals(search))
                .reduce((_, later) -> later)
                .orElseThrow();
        return new Findings(runs(plan, results), masks(recording, search), conclusion.tasks());
    }

    private static Map<String, Trained> runs(SearchPlanned plan, Map<RunId, Trained> results) {
        var runs = new TreeMap<String, Trained>();
        plan.runs()
                .forEach(entry -> runs.put(
                        entry.role().toString(),
                        Objects.requireNonNull(results.get(Objects.requireNonNull(entry.run())))));
        return runs;
    }

    private static Map<String, StoredMask> masks(Recording recording, SearchId search) {
        return all(recording, Topics.TICKET_DRAWN)
                .filter(it -> it.ticket().search().equals(search))
                .collect(Collectors.toMap(
                        it -> it.ticket().chain() + "/" + it.ticket().level(),
                        TicketDrawn::mask,
                        (_, later) -> later,
                        TreeMap::new));
    }

    /** Nothing where it failed. */
    private static Optional<Trained> trained(ResultAccepted accepted) {
        return switch (accepted.outcome()) {
            case Outcome.Accepted(var _, var result, var measured) ->
                Optional.of(new Trained(
                        result.last(),
                        result.best(),
                        result.onnx(),
                        result.test().predictions(),
                        measured));
            case Outcome.Failed _ -> Optional.empty();
        };
    }

    private static <E> Stream<E> all(Recording recording, Topic<E> topic) {
        return recording.on(topic).events().stream().map(topic.event()::cast);
    }
}
