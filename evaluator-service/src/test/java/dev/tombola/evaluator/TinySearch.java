package dev.tombola.evaluator;

import dev.tombola.evaluator.onnx.OnnxRuntime;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.store.network.Architectures;
import dev.tombola.store.network.Measures;
import dev.tombola.store.network.WeightFile;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.plan.ChainLevel;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.Metric;
import dev.tombola.ticket.run.Provenance;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.data.DataSet;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.data.TaskName;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.onnx.OnnxEmitter;
import dev.tombola.vision.random.Randomness;
import dev.tombola.vision.view.Views;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A search for one ticket, half of whose weights are pruned at random, in a network so small that nobody has to train it:
 * its results have fresh weights. Its data set is 40 test images of noise.
 */
final class TinySearch {
    /** A recipe, with single quotes. */
    static final String CLASSES = "{'learningRate':0.1,'batch':8,'epochs':1}";

    static final int IMAGES = 40;
    static final DataSet MNIST = DataSets.named("mnist");
    private static final TaskName TASK = TaskName.parse("mnist");

    final ObjectStore store;
    final Blobs blobs;
    final ResolvedSearch resolved;
    final Network network;
    final ImageSet images;
    final Mask mask;
    final StoredMask drawn;
    private final Path folder;
    private final Recipe trained;
    private final Samples samples;
    private final Expansion expansion;

    TinySearch(ObjectStore store, Path folder) {
        this(store, folder, CLASSES);
    }

    /** Whose networks are all trained, and judged, by this recipe. */
    TinySearch(ObjectStore store, Path folder, String recipe) {
        this.store = store;
        this.folder = folder;
        this.blobs = new Blobs(store);
        samples = new Samples(MNIST, noise("train", 20), noise("test", IMAGES));
        var entry = new DataSetCatalogue(store).publish(samples, folder.resolve("scratch"));
        var search = Json.read("""
                {"name":"tiny","network":{"name":"cifar-resnet8","width":4},
                 "recipes":{"r":%s},
                 "pretrainings":{"f":{"weights":"w.pth"},"p":{"task":"mnist","recipe":"r"}},
                 "controls":{"random":{"from":"f","criterion":"random","rate":0.5,"levels":[1]}},
                 "tasks":{"digits":{"task":"mnist","recipe":"r"}},"levels":[1],"seeds":[1,2]}""".formatted(recipe.replace('\'', '"')), Search.class);
        images = samples.test();
        trained = Objects.requireNonNull(search.recipes().get("r"));
        network = Architectures.network(search.network(), TASK, trained);
        resolved = new ResolvedSearch(search, Map.of("mnist", entry.digest()), Map.of("f", write(weights(0))), null);
        var layout = Architectures.layout(network);
        var odd = new BitSet();
        IntStream.range(0, layout.size()).filter(i -> i % 2 == 1).forEach(odd::set);
        mask = Mask.keeping(layout, odd);
        drawn = new StoredMask(mask.digest(), blobs.write(MaskBlob.deflate(mask)), mask.kept(), layout.size());
        expansion = Expansion.of(resolved, new Facts(Map.of(), Map.of(new ChainLevel("random", 1), drawn)));
    }

    /** That it is searched for, and that its one mask was drawn. */
    List<Object> events() {
        return List.of(
                new SearchSubmitted(resolved.id(), resolved, false),
                new TicketDrawn(
                        new TicketId(resolved.id(), "random", 1),
                        resolved.search().chain("random").criterion(),
                        drawn.sparsity(),
                        drawn,
                        new RewindPoint.Pretrained(),
                        resolved.weights().get("f"),
                        List.of()),
                plan(ticket().id(), dense().id(), pretraining().id()));
    }

    /** A plan of these runs; their roles make no difference here. */
    SearchPlanned plan(RunId... runs) {
        return new SearchPlanned(
                resolved.id(),
                Arrays.stream(runs)
                        .map(run -> new SearchPlanned.Entry(new Role.Transfer("random", 1, "digits", 1), run, null))
                        .toList(),
                List.of());
    }

    Measurement measurement() {
        return new Measurement(blobs, new OnnxRuntime("cpu"), splits());
    }

    TestSplits splits() {
        return new TestSplits(new DataSetCatalogue(store), folder.resolve("cache"));
    }

    /** The ticket with seed 1. */
    RunSpec ticket() {
        return spec(new Role.Transfer("random", 1, "digits", 1));
    }

    RunSpec dense() {
        return spec(new Role.Transfer("random", 0, "digits", 1));
    }

    /** No ticket is measured by it. */
    RunSpec pretraining() {
        return spec(new Role.Pretrain("p"));
    }

    private RunSpec spec(Role role) {
        return expansion.runs().stream()
                .filter(planned -> planned.role().equals(role))
                .map(PlannedRun::run)
                .map(run -> ((Ready<RequestedRun>) run).value().spec())
                .findFirst()
                .orElseThrow();
    }

    /** Fresh weights. */
    Weights weights(long seed) {
        return new Initialisation(Randomness.of(seed)).of(network);
    }

    /** Fresh weights, those that the mask prunes at zero. */
    Weights pruned(long seed) {
        var weights = weights(seed);
        var zeros = new HashMap<String, BitSet>();
        int begin = 0;
        for (var tensor : mask.layout().tensors()) {
            var pruned = mask.bits().get(begin, begin + tensor.size());
            pruned.flip(0, tensor.size());
            zeros.put(tensor.name(), pruned);
            begin += tensor.size();
        }
        return Weights.of(weights.parameters(), parameter -> {
            float[] values = weights.values(parameter.name()).clone();
            zeros.getOrDefault(parameter.name(), new BitSet()).stream().forEach(i -> values[i] = 0);
            return values;
        });
    }

    /** A copy with one other weight. */
    static Weights changed(Weights weights, String tensor, int place, float value) {
        return Weights.of(weights.parameters(), parameter -> {
            float[] values = weights.values(parameter.name()).clone();
            if (parameter.name().equals(tensor)) {
                values[place] = value;
            }
            return values;
        });
    }

    ObjectRef write(Weights weights) {
        return blobs.write(WeightFile.write(weights, Map.of()));
    }

    byte[] onnx(Weights weights) {
        return OnnxEmitter.emit(
                network, weights, 28, 28, MNIST.normalisation(), judging().ofFeatures());
    }

    /** As an honest trainer would store it. */
    RunResult result(RunSpec spec, Weights weights) {
        return result(spec, weights, weights, weights, UnaryOperator.identity());
    }

    /** The classes that a model predicts. */
    public static Predictions predicted(SecondEngine engine, byte[] model, ImageSet images) {
        var splits = new Splits(images, images, images);
        return engine.measure(model, Measure.TOP_1, splits, Views.SIMCLR).predictions();
    }

    /** As a trainer stores it whose parts do not go together. */
    RunResult result(RunSpec spec, Weights last, Weights best, Weights emitted, UnaryOperator<int[]> predicted) {
        byte[] model = onnx(emitted);
        var measured =
                new OnnxRuntime("cpu").measure(model, judging(), Splits.of(samples, TASK), Measures.views(trained));
        var predictions = Predictions.of(predicted.apply(measured.predictions().classes()));
        var result = new RunResult(
                spec,
                List.of(),
                1,
                new Metric(
                        judging().written(),
                        0.5,
                        Metric.Direction.HIGHER_IS_BETTER,
                        measured.accuracy().images(),
                        blobs.write(predictions.encode())),
                1,
                write(last),
                write(best),
                blobs.write(model),
                Map.of(),
                trained.classifies() ? null : blobs.write("what is remembered".getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                new Fingerprint("tiny", "none", 1, "float32"),
                new Provenance(
                        "trainer-1", "nowhere", "cpu", Instant.EPOCH, 1, List.of(), List.of(), List.of(), List.of()));
        store.write(key(spec.id()), Json.writePretty(result).getBytes(StandardCharsets.UTF_8));
        return result;
    }

    private Measure judging() {
        return Measures.of(trained).getFirst();
    }

    static String key(RunId run) {
        return "runs/" + run + "/result.json";
    }

    static TrainingEnded claim(RunResult result, String attempt) {
        return new TrainingEnded(result.spec().id(), "trainer-1", attempt, new TrainingEnded.Outcome.Trained(result));
    }

    private static ImageSet noise(String part, int count) {
        var pixels = new byte[count * 28 * 28];
        var generator = Randomness.of(0).child(part).generator();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) generator.nextInt(256);
        }
        return ImageSet.of(
                MNIST.shape(),
                10,
                MemorySegment.ofArray(pixels),
                IntStream.range(0, count).map(i -> i % 10).toArray());
    }
}
