package dev.tombola.cli.audit;

import dev.tombola.kafka.Event;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Measured;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchPlanned.Entry;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TicketEvaluated;
import dev.tombola.ticket.event.Topic;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.event.TrainingProgressed;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is said of a search of five runs: a pre-training, which takes 40 steps in 20 seconds, and a dense and a pruned network,
 * each with two seeds, which take 10 steps in 2 seconds. The dense ones reach 0.80 and 0.84, so that 0.82 − 0.0283 = 0.7917
 * is what the pruned ones, 0.81 and 0.80, have to reach on average.
 */
final class Books {
    static final ResolvedSearch SEARCH = SampleSearches.resolved("""
            {"name":"books","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"steps":10}},
             "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}},
             "chains":{"c":{"from":"p","criterion":"random","rounds":1}},
             "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},"seeds":[7,3]}""");
    static final Fingerprint HERE = new Fingerprint("engine 1", "avx2", 1, "float32");
    static final RunId PRETRAINING = spec("mnist/0-4", 0, 1).id();
    static final RunId PRUNED = spec("mnist/5-9:100", 1, 7).id();

    final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Blobs blobs = new Blobs(store);
    private final List<Event> said = new ArrayList<>();

    /** Where everything went well, with one attempt each. */
    static Books clean() {
        var books = new Books();
        var entries = List.of(
                new Entry(new Role.Pretrain("p"), PRETRAINING, null),
                transfer(0, 7),
                transfer(0, 3),
                transfer(1, 7),
                transfer(1, 3));
        books.say(Topics.SEARCHES, SEARCH.id().value(), new SearchSubmitted(SEARCH.id(), SEARCH, false));
        books.say(Topics.SEARCH_PLANNED, SEARCH.id().value(), new SearchPlanned(SEARCH.id(), entries, List.of()));
        var drawn = books.drawn();
        books.say(Topics.TICKET_DRAWN, drawn.ticket().path(), drawn);
        books.end(books.pretrained(HERE, new Stretch("a", "trainer-1", 0, 40, 20, HERE)), "a", false);
        books.end(books.result(spec("mnist/5-9:100", 0, 7), 0.80), "0-7", true);
        books.end(books.result(spec("mnist/5-9:100", 0, 3), 0.84), "0-3", true);
        books.end(books.result(spec("mnist/5-9:100", 1, 7), 0.81), "1-7", true);
        books.end(books.result(spec("mnist/5-9:100", 1, 3), 0.80), "1-3", true);
        books.conclude(new Summary(0.805, Math.sqrt(0.00005), List.of(0.81, 0.80)));
        return books;
    }

    /** The verdicts and the conclusion, with this as the pruned network's accuracy. */
    void conclude(Summary pruned) {
        var dense = new Summary(0.82, Math.sqrt(0.0008), List.of(0.80, 0.84));
        double least = 0.82 - Math.sqrt(0.0008);
        var levels = List.of(
                new SearchConcluded.LevelReport(0, Sparsity.DENSE, dense, new Verdict.Matching(Math.sqrt(0.0008))),
                new SearchConcluded.LevelReport(
                        1, new Sparsity(0.2), pruned, new Verdict.Matching(pruned.mean() - least)));
        for (var level : levels) {
            var evaluated = new TicketEvaluated(
                    new TicketId(SEARCH.id(), "c", level.level()),
                    "odd",
                    level.sparsity(),
                    level.accuracy(),
                    dense,
                    SEARCH.search().matching(),
                    level.verdict());
            say(Topics.TICKET_EVALUATED, evaluated.key(), evaluated);
        }
        var chain = new SearchConcluded.ChainReport(
                "c", false, "p", Criterion.RANDOM, new RewindPoint.Pretrained(), levels, 1, List.of());
        var task = new SearchConcluded.TaskReport(
                "odd", "mnist/5-9:100", null, null, List.of(new SearchConcluded.Dense("p", dense)), List.of(chain));
        say(
                Topics.SEARCH_CONCLUDED,
                SEARCH.id().value(),
                new SearchConcluded(
                        SEARCH.id(),
                        "books",
                        false,
                        SEARCH.search().matching(),
                        List.of(task),
                        List.of(new SearchConcluded.Universal("c", 1)),
                        List.of()));
    }

    /** What the pre-training came to, its objects in the bucket. */
    RunResult pretrained(Fingerprint fingerprint, Stretch... stretches) {
        return result(spec("mnist/0-4", 0, 1), 0.9, "", fingerprint, List.of(stretches));
    }

    /** The same with bytes of its own. */
    RunResult pretrainedOtherwise(Fingerprint fingerprint, Stretch... stretches) {
        return result(spec("mnist/0-4", 0, 1), 0.9, "otherwise", fingerprint, List.of(stretches));
    }

    /** The same as of a round without labels. */
    RunResult leaving(RunResult result, String state, Map<String, Double> beside) {
        return new RunResult(
                result.spec(),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                result.kept(),
                object(state, result.spec()),
                beside,
                result.fingerprint(),
                result.provenance());
    }

    private RunResult result(RunSpec spec, double accuracy) {
        var attempt = spec.mask() == null ? "0-" + spec.seed() : "1-" + spec.seed();
        return result(spec, accuracy, "", HERE, List.of(new Stretch(attempt, "trainer-1", 0, 10, 2, HERE)));
    }

    private RunResult result(
            RunSpec spec, double accuracy, String how, Fingerprint fingerprint, List<Stretch> stretches) {
        return new RunResult(
                spec,
                List.of(),
                1,
                new Metric("top-1", accuracy, Metric.Direction.HIGHER_IS_BETTER, 100, object("predictions", spec)),
                1,
                object("last" + how, spec),
                object("best" + how, spec),
                object("onnx" + how, spec),
                Map.of(),
                fingerprint,
                new Provenance(
                        stretches.getLast().trainer(),
                        "host",
                        "cpu",
                        Instant.EPOCH,
                        stretches.stream().mapToDouble(Stretch::seconds).sum(),
                        List.of(),
                        List.of(),
                        List.of(),
                        stretches));
    }

    private ObjectRef object(String what, RunSpec spec) {
        return blobs.write((what + " of " + spec.id()).getBytes(StandardCharsets.UTF_8));
    }

    /** A trainer claims the result, and it is accepted. */
    private void end(RunResult result, String attempt, boolean measured) {
        claim(result, attempt);
        accept(result, attempt, measured);
    }

    void accept(RunResult result, String attempt, boolean measured) {
        var outcome = new Outcome.Accepted(
                attempt, result, measured ? new Measured("second engine", result.test(), 0, true) : null);
        say(
                Topics.RESULT_ACCEPTED,
                result.spec().id().toString(),
                new ResultAccepted(result.spec().id(), outcome));
    }

    void claim(RunResult result, String attempt) {
        var claim = new TrainingEnded(
                result.spec().id(), result.provenance().trainer(), attempt, new TrainingEnded.Outcome.Trained(result));
        say(Topics.TRAINING_ENDED, claim.run().toString(), claim);
    }

    void progress(String attempt, int step, double seconds) {
        say(
                Topics.TRAINING_PROGRESSED,
                PRETRAINING.toString(),
                new TrainingProgressed(PRETRAINING, "trainer of " + attempt, attempt, seconds, step, 40, null, null));
    }

    void fail(RunId run) {
        say(Topics.RESULT_ACCEPTED, run.toString(), new ResultAccepted(run, new Outcome.Failed("no luck", 3)));
    }

    <E> void say(Topic<E> topic, String key, E event) {
        said.add(new Event(topic, key, event));
    }

    /** As if nothing had been said on a topic about a key. */
    void forget(Topic<?> topic, Object key) {
        said.removeIf(event -> event.topic().equals(topic) && event.key().equals(key.toString()));
    }

    Audit audit() {
        var evidence = new Evidence();
        said.forEach(evidence::hear);
        return Audit.of(evidence.searches().getFirst(), evidence, new NamedObjects(blobs));
    }

    /** Of a ticket, dense at level 0. */
    static RunSpec spec(String task, int level, long seed) {
        var search = SEARCH.search();
        return new RunSpec(
                RunSpec.VERSION,
                search.network(),
                null,
                null,
                level == 0 ? null : Digest.of(new byte[] {(byte) level}),
                task,
                SEARCH.dataset(task),
                Objects.requireNonNull(search.recipes().get("r")),
                List.of(),
                List.of(),
                seed,
                null);
    }

    private static Entry transfer(int level, long seed) {
        return new Entry(
                new Role.Transfer("c", level, "odd", seed),
                spec("mnist/5-9:100", level, seed).id(),
                null);
    }

    private TicketDrawn drawn() {
        var object = blobs.write("mask".getBytes(StandardCharsets.UTF_8));
        return new TicketDrawn(
                new TicketId(SEARCH.id(), "c", 1),
                Criterion.RANDOM,
                new Sparsity(0.2),
                new StoredMask(Digest.of(new byte[] {1}), object, 8, 10),
                new RewindPoint.Pretrained(),
                null,
                Stream.of(new TicketDrawn.Layer(new MaskLayout.Tensor("w", List.of(10)), 8))
                        .toList());
    }
}
