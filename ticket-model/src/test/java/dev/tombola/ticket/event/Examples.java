package dev.tombola.ticket.event;

import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.Sparsity;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.Verdict;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.EpochMetrics;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Inheritance;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.run.Stretch;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.Matching;
import dev.tombola.ticket.search.Objective;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Resume;
import dev.tombola.ticket.search.Schedule;
import dev.tombola.ticket.search.Survivor;
import dev.tombola.ticket.search.TestMetric;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One example of every event, as the files in {@code schemas/examples} show them to subscribers. */
public final class Examples {
    public static final TicketId TICKET =
            new TicketId(new SearchId("fashion-in-minutes-5a30a629b098"), "transferable", 12);
    public static final RunSpec SPEC = new RunSpec(
            RunSpec.VERSION,
            new Architecture("cifar-resnet8", 32, 2),
            digest("weights"),
            null,
            digest("mask"),
            "fashion-mnist:1000",
            digest("fashion-mnist"),
            new Recipe(
                    Recipe.Optimizer.SGD,
                    0.05,
                    0.9,
                    0.001,
                    64,
                    null,
                    120,
                    new Schedule.Milestones(new TreeMap<>(Map.of(0.5, 0.1, 0.75, 0.01))),
                    0.0,
                    Recipe.Testing.ONCE,
                    true),
            List.of(RunSpec.Part.HEAD),
            List.of(),
            1,
            null);
    public static final RunId RUN = SPEC.id();
    private static final Fingerprint FINGERPRINT =
            new Fingerprint("DJL 0.35.1, PyTorch 2.7.1", "x86-64 AVX-512", 1, "float32");
    public static final RunResult RESULT = new RunResult(
            SPEC,
            List.of(new EpochMetrics(1, 15, 1.25, 0.7031), new EpochMetrics(2, 15, 0.75, null)),
            2,
            new Metric("top-1", 0.8031, Metric.Direction.HIGHER_IS_BETTER, 10_000, object("predictions", 20_000)),
            0.0687,
            object("last", 314_572),
            object("best", 314_572),
            object("onnx", 320_145),
            Map.of(9, object("kept", 314_572)),
            FINGERPRINT,
            new Provenance(
                    "trainer-1",
                    "laptop",
                    "cpu",
                    Instant.parse("2026-11-22T10:15:30Z"),
                    7.5,
                    List.of("conv1.weight"),
                    List.of("fc.weight", "fc.bias"),
                    List.of(),
                    List.of(new Stretch("trainer-1/1", "trainer-1", 0, 30, 7.5, FINGERPRINT))));

    /** A round of simCLR, after another one. */
    public static final RunSpec ROUND_SPEC = new RunSpec(
            RunSpec.VERSION,
            SPEC.network(),
            SPEC.weights(),
            null,
            SPEC.mask(),
            SPEC.task(),
            SPEC.dataset(),
            new Recipe(
                    Recipe.Optimizer.LARS,
                    0.125,
                    0.9,
                    0.001,
                    250,
                    10,
                    null,
                    new Schedule.Constant(),
                    0,
                    Recipe.Testing.ONCE,
                    true,
                    null,
                    0.001,
                    Recipe.Norms.SURVIVING,
                    Objective.of(Objective.Name.SIMCLR),
                    TestMetric.RETRIEVAL_TOP_1,
                    List.of(TestMetric.NEAREST_NEIGHBOURS, TestMetric.LINEAR_PROBE),
                    null),
            List.of(),
            List.of(),
            1,
            new Inheritance(digest("state"), List.of(Survivor.HEAD, Survivor.OPTIMIZER)),
            null);

    public static final RunResult ROUND_RESULT = new RunResult(
            ROUND_SPEC,
            List.of(new EpochMetrics(1, 4, 4.5, null)),
            1,
            new Metric(
                    "retrieval-top-1",
                    0.4031,
                    Metric.Direction.HIGHER_IS_BETTER,
                    20_000,
                    object("predictions", 40_000)),
            0.0859,
            RESULT.last(),
            RESULT.best(),
            RESULT.onnx(),
            Map.of(),
            object("next state", 420_144),
            Map.of("linear-probe", 0.7125, "knn", 0.6875),
            FINGERPRINT,
            RESULT.provenance());

    private static final Summary DENSE = new Summary(0.84, 0.002, List.of(0.84, 0.838, 0.842));
    private static final Summary SPARSE = new Summary(0.8, 0.001, List.of(0.8, 0.799, 0.801));
    private static final Matching RULE = new Matching(Matching.Rule.WITHIN_ONE_STD);
    private static final Verdict VERDICT = new Verdict.NotMatching(0.038);

    private Examples() {}

    public static Object of(Topic<?> topic) {
        return Objects.requireNonNull(ALL.get(topic.name()), topic.name());
    }

    /** What else is shown of some topics, by the names of the files. */
    public static Map<String, Object> further() {
        return FURTHER;
    }

    /** The text that the example has, without the end of its last line. */
    public static String text(Topic<?> topic) {
        return resource("/schemas/examples/" + topic.name() + ".v1.json").strip();
    }

    public static String resource(String path) {
        try (var in = Objects.requireNonNull(Examples.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectRef object(String content, long size) {
        return new ObjectRef(digest(content), size);
    }

    private static final Map<String, Object> FURTHER = Map.of(
            "training-requested-round",
            new TrainingRequested(
                    new RequestedRun(
                            ROUND_SPEC.id(),
                            ROUND_SPEC,
                            object("weights", 314_572),
                            object("deflated", 320),
                            object("state", 420_144),
                            null),
                    1),
            "training-ended-round",
            new TrainingEnded(
                    ROUND_SPEC.id(), "trainer-1", "trainer-1/2", new TrainingEnded.Outcome.Trained(ROUND_RESULT)));

    private static final Map<String, Object> ALL = Map.of(
            "searches",
            Json.read(text(Topics.SEARCHES), SearchSubmitted.class),
            "search-planned",
            new SearchPlanned(
                    TICKET.search(),
                    List.of(
                            new SearchPlanned.Entry(new Role.Pretrain("supervised"), RUN, null),
                            new SearchPlanned.Entry(new Role.Round("transferable", 1), null, null),
                            new SearchPlanned.Entry(
                                    new Role.Transfer("transferable", 2, "all-ten", 1),
                                    null,
                                    "round 1 of transferable failed: the loss diverged")),
                    List.of(new SearchPlanned.Undrawable(
                            "one-shot",
                            12,
                            "layer1.0.conv1.weight[7] is NaN: a network with such weights cannot be pruned"))),
            "ticket-drawn",
            new TicketDrawn(
                    TICKET,
                    Criterion.MAGNITUDE,
                    new Sparsity(0.75),
                    new StoredMask(digest("mask"), object("deflated", 320), 684, 2736),
                    new RewindPoint.Pretrained(),
                    object("weights", 314_572),
                    List.of(
                            new TicketDrawn.Layer(
                                    new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(16, 16, 3, 3)), 500),
                            new TicketDrawn.Layer(
                                    new MaskLayout.Tensor("layer2.0.downsample.0.weight", List.of(27, 16, 1, 1)),
                                    184))),
            "training-requested",
            new TrainingRequested(
                    new RequestedRun(
                            RUN, SPEC, object("weights", 314_572), object("deflated", 320), Resume.ANY_FINGERPRINT),
                    1),
            "training-withdrawn",
            new TrainingWithdrawn(RUN, 1),
            "training-progressed",
            new TrainingProgressed(RUN, "trainer-1", "trainer-1/1", 3.5, 60, 120, 0.75, 0.7031),
            "training-ended",
            new TrainingEnded(RUN, "trainer-1", "trainer-1/1", new TrainingEnded.Outcome.Trained(RESULT)),
            "result-accepted",
            new ResultAccepted(
                    RUN,
                    new ResultAccepted.Outcome.Accepted(
                            "trainer-1/1",
                            RESULT,
                            new ResultAccepted.Measured("ONNX Runtime 1.29.0", RESULT.test(), 1, true))),
            "ticket-evaluated",
            new TicketEvaluated(TICKET, "all-ten", new Sparsity(0.75), SPARSE, DENSE, RULE, VERDICT),
            "search-concluded",
            new SearchConcluded(
                    TICKET.search(),
                    "fashion-in-minutes",
                    false,
                    RULE,
                    List.of(new SearchConcluded.TaskReport(
                            "all-ten",
                            "fashion-mnist:1000",
                            "paper/fashion-mnist, but steps 120 (epochs 182), schedule scaled",
                            null,
                            List.of(new SearchConcluded.Dense("supervised", DENSE)),
                            List.of(new SearchConcluded.ChainReport(
                                    "transferable",
                                    false,
                                    "supervised",
                                    Criterion.MAGNITUDE,
                                    new RewindPoint.Pretrained(),
                                    List.of(
                                            new SearchConcluded.LevelReport(
                                                    0, Sparsity.DENSE, DENSE, new Verdict.Matching(0.002)),
                                            new SearchConcluded.LevelReport(
                                                    2,
                                                    new Sparsity(0.36),
                                                    null,
                                                    new Verdict.Undecided("2 of 3 runs failed: the loss diverged")),
                                            new SearchConcluded.LevelReport(12, new Sparsity(0.75), SPARSE, VERDICT)),
                                    0,
                                    List.of())))),
                    List.of(new SearchConcluded.Universal("transferable", 0)),
                    List.of("transfer of transferable/2 to all-ten with seed 1: the loss diverged")));

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
