package dev.tombola.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.testkit.Recording;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What has the form of an event and is meant to do harm while a search runs: of what does not exist, larger than any machine,
 * false, or said before. Left out is what only a topic's one writer may say and nobody can tell from it, such as a search's
 * conclusion.
 */
final class HostileEvents {
    private static final String LIAR = "hostile";

    private final KafkaSettings settings;
    private final Recording soFar;
    private final SearchSubmitted running;
    private final TrainingRequested open;
    private final RunResult anyResult;

    /**
     * Against a search.
     *
     * @param soFar all that was said
     */
    HostileEvents(KafkaSettings settings, Recording soFar, SearchSubmitted running) {
        this.settings = settings;
        this.soFar = soFar;
        this.running = running;
        this.open = openRun();
        this.anyResult = accepted()
                .flatMap(result -> result.outcome() instanceof Outcome.Accepted accepted
                        ? Stream.of(accepted.result())
                        : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    /** What is attacked. */
    SearchSubmitted running() {
        return running;
    }

    void write() {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        records.addAll(ofWhatNobodyKnows());
        records.addAll(saidBefore());
        records.addAll(forged());
        HostileRecords.send(settings, records.stream());
    }

    /** A search for a network that no machine could hold. */
    SearchSubmitted giant() {
        var search = (ObjectNode) tree(running.resolved());
        ((ObjectNode) search.path("search")).put("name", "hostile-giant");
        ((ObjectNode) search.path("search").path("network")).put("width", 4096);
        return submitted(search);
    }

    /** A search for half a million runs. */
    SearchSubmitted endless() {
        var search = (ObjectNode) tree(running.resolved());
        var inner = (ObjectNode) search.path("search");
        inner.put("name", "hostile-endless");
        IntStream.range(100, 1000).forEach(inner.withArray("seeds")::add);
        inner.put("levels", "all");
        inner.path("chains").forEach(chain -> ((ObjectNode) chain).put("rounds", 100));
        inner.path("controls")
                .forEach(chain -> ((ObjectNode) chain).put("rounds", 100).remove("levels"));
        return submitted(search);
    }

    /** A run that is asked for, and that no search wants. */
    RunId unwanted() {
        return withSeed(open, 77).run().id();
    }

    /** A run that nobody ever asks for. */
    RunId unknown() {
        return withSeed(open, 78).run().id();
    }

    /** Of every topic its example, which names a search and runs that nobody has; a search would be taken up. */
    private List<ProducerRecord<String, byte[]>> ofWhatNobodyKnows() {
        return Stream.of(
                        Topics.TICKET_DRAWN,
                        Topics.TRAINING_REQUESTED,
                        Topics.TRAINING_WITHDRAWN,
                        Topics.TRAINING_PROGRESSED,
                        Topics.TRAINING_ENDED,
                        Topics.TICKET_EVALUATED,
                        Topics.SEARCH_CONCLUDED)
                .map(this::example)
                .toList();
    }

    private <E> ProducerRecord<String, byte[]> example(Topic<E> topic) {
        return record(topic, Json.read(HostileRecords.example(topic), topic.event()));
    }

    /** Everything once more; then the keys of compacted topics without a value. */
    private List<ProducerRecord<String, byte[]>> saidBefore() {
        return Stream.concat(
                        soFar.lines().stream()
                                .map(said -> HostileRecords.record(
                                        settings.topic(said.of()),
                                        said.key(),
                                        said.value(),
                                        said.of().eventType())),
                        soFar.lines().stream()
                                .filter(said -> said.of().compacted())
                                .map(said -> HostileRecords.record(
                                        settings.topic(said.of()),
                                        said.key(),
                                        null,
                                        said.of().eventType())))
                .toList();
    }

    private List<ProducerRecord<String, byte[]>> forged() {
        var run = open.run().id();
        var falsely = new SearchSubmitted(running.search(), giant().resolved(), true);
        var nowhere = claim(open, "1".repeat(64), 1 << 20);
        var truncated =
                claim(open, anyResult.last().digest().hex(), anyResult.last().size() - 1);
        var beyond = "{\"run\":\"%s\",\"ask\":%d}".formatted(run, Integer.MAX_VALUE);
        return List.of(
                record(Topics.SEARCHES, giant()),
                record(Topics.SEARCHES, endless()),
                record(Topics.SEARCHES, falsely),
                record(Topics.SEARCH_PLANNED, new SearchPlanned(running.search(), List.of(), List.of())),
                record(Topics.TRAINING_REQUESTED, withSeed(open, 77)),
                record(Topics.TRAINING_REQUESTED, new TrainingRequested(open.run(), 3)),
                record(Topics.TRAINING_WITHDRAWN, new TrainingWithdrawn(run, 1)),
                HostileRecords.record(
                        settings.topic(Topics.TRAINING_WITHDRAWN),
                        run.toString(),
                        beyond,
                        Topics.TRAINING_WITHDRAWN.eventType()),
                record(Topics.TRAINING_ENDED, nowhere),
                record(Topics.TRAINING_ENDED, truncated),
                record(Topics.TRAINING_ENDED, claim(withSeed(open, 78), "1".repeat(64), 1 << 20)),
                record(
                        Topics.TRAINING_ENDED,
                        new TrainingEnded(unknown(), LIAR, "5", new TrainingEnded.Outcome.Failed("no", true, 1))),
                record(
                        Topics.TRAINING_ENDED,
                        new TrainingEnded(run, LIAR, "6", new TrainingEnded.Outcome.Released("no"))));
    }

    /** A claim in the words of a real one, of a trainer that nobody can compare itself with. */
    private TrainingEnded claim(TrainingRequested request, String last, long size) {
        var result = (ObjectNode) tree(anyResult);
        result.set("spec", tree(request.run().spec()));
        ((ObjectNode) result.path("last")).put("digest", last).put("size", size);
        ((ObjectNode) result.path("fingerprint")).put("engine", LIAR);
        return new TrainingEnded(
                request.run().id(),
                LIAR,
                last.substring(0, 12),
                new TrainingEnded.Outcome.Trained(Json.read(result.toString(), RunResult.class)));
    }

    private static TrainingRequested withSeed(TrainingRequested request, long seed) {
        var run = request.run();
        var spec = Json.read(((ObjectNode) tree(run.spec())).put("seed", seed).toString(), RunSpec.class);
        return new TrainingRequested(new RequestedRun(spec.id(), spec, run.weights(), run.mask(), null), 1);
    }

    /** A run of the search that was asked for and has not ended. */
    private TrainingRequested openRun() {
        var wanted = soFar.on(Topics.SEARCH_PLANNED).events().stream()
                .map(SearchPlanned.class::cast)
                .filter(plan -> plan.search().equals(running.search()))
                .flatMap(plan -> plan.runs().stream())
                .map(SearchPlanned.Entry::run)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        accepted().map(ResultAccepted::run).forEach(wanted::remove);
        return soFar.on(Topics.TRAINING_REQUESTED).events().stream()
                .map(TrainingRequested.class::cast)
                .filter(request -> wanted.contains(request.run().id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the search is over: nothing is left to disturb"));
    }

    private Stream<ResultAccepted> accepted() {
        return soFar.on(Topics.RESULT_ACCEPTED).events().stream().map(ResultAccepted.class::cast);
    }

    private <E> ProducerRecord<String, byte[]> record(Topic<E> topic, E event) {
        return HostileRecords.record(settings.topic(topic), topic.keyOf(event), Json.write(event), topic.eventType());
    }

    private static JsonNode tree(Object value) {
        return Json.read(Json.write(value), JsonNode.class);
    }

    private static SearchSubmitted submitted(ObjectNode search) {
        var resolved = Json.read(search.toString(), ResolvedSearch.class);
        return new SearchSubmitted(resolved.id(), resolved, false);
    }
}
