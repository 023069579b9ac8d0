package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.dataset.DataSetEntry;
import dev.tombola.store.dataset.MissingDataSetException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.PlannedRun;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import dev.tombola.vision.network.Networks;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionTest {
    private static final String IMPORTED = "  imported: { weights: weights/own.safetensors }\nchains:";

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @TempDir
    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("weights"));
    }

    @Test
    void plansTheExampleAsCountedByHand() throws IOException {
        publish(400);

        var plan = Expansion.of(resolve(small()), Facts.NONE);

        assertThat(plan.draws())
                .as("12 of transferable, 3 random, 1 shuffled, 1 in one shot, none from scratch")
                .hasSize(12 + 3 + 1 + 1);
        assertThat(plan.runs())
                .filteredOn(run -> run.role() instanceof Role.Pretrain)
                .hasSize(1);
        assertThat(plan.runs())
                .as("level 1 is pruned from the pre-trained weights, so levels 1 to 11 are trained")
                .filteredOn(run -> run.role() instanceof Role.Round)
                .hasSize(11);
        assertThat(plan.runs())
                .as("levels 7 + (1 + 3) + (1 + 1) + (1 + 1) + 1, on 2 tasks, with 3 seeds")
                .filteredOn(run -> run.role() instanceof Role.Transfer)
                .hasSize((7 + 4 + 2 + 2 + 1) * 2 * 3);
        assertThat(plan.runs())
                .as("only the pre-training, and what starts from scratch, can begin at once")
                .filteredOn(run -> run.run() instanceof Prospect.Ready<?>)
                .extracting(PlannedRun::role)
                .hasSize(1 + 6)
                .contains(new Role.Pretrain("supervised"), new Role.Transfer("scratch", 0, "odd", 3));
    }

    @Test
    void takesTheDigestsThatTheStoreHasNow() throws IOException {
        publish(380);
        var entry = publish(400);

        assertThat(resolve(small()).datasets()).containsExactly(Map.entry("fashion-mnist", entry.digest()));
    }

    @Test
    void saysHowToGetADataSetThatIsNotThere() {
        assertThatThrownBy(() -> resolve(small()))
                .isInstanceOf(MissingDataSetException.class)
                .hasMessage("data set fashion-mnist is not in the store: run ./tombola data fetch fashion-mnist");
    }

    @Test
    void refusesToAskAPartialSetForMoreImagesThanItHas() {
        publish(100);

        assertThatThrownBy(() -> resolve(small()))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("pretrainings.supervised.task: fashion-mnist/0,2,4,6,8:160 asks for 160 training images,"
                        + " but the store has only 45");
    }

    @Test
    void refusesABatchThatTheImagesDoNotFill() throws IOException {
        publish(400);
        var example = GoodSearch.text().replace(":16000", ":160").replace("images: 4000", "images: 40");

        assertComplaint(
                example.replace(":1000", ":50"), "tasks.all-ten.task: 50 training images do not fill a batch of 64");
        assertComplaint(
                example.replace(":1000", ":64"),
                "chains.transferable.images: 40 training images do not fill a batch of 128");
        assertThat(resolve(example.replace(":1000", ":50")
                                .replace("batch: 64", "batch: 64, dropLast: false")
                                .replace("images: 40", "images: 128"))
                        .datasets())
                .containsOnlyKeys("fashion-mnist");
    }

    @Test
    void refusesTasksWithoutImagesToChooseByOrToMeasureOn() throws IOException {
        var example = small();
        publish(IntStream.range(0, 400).map(i -> i < 360 ? i % 10 : 0).toArray(), 0, 2, 4);

        assertComplaint(example, "tasks.odd.task: the store has no test images of fashion-mnist/1,3,5,7,9:10");
        assertComplaint(
                example.replace("test: once", "test: best"),
                "tasks.odd.task: the store has no validation images of fashion-mnist/1,3,5,7,9:10 to choose the best"
                        + " epoch by; test: once needs none");
    }

    @Test
    void uploadsWeightsThatLieBesideTheFile() throws IOException {
        publish(400);
        var weights = write("cifar-resnet8", 32);

        var resolved = resolve(small().replace("chains:", IMPORTED));

        assertThat(resolved.weights()).containsExactly(Map.entry("imported", Blobs.refOf(weights)));
        assertThat(store.list("blobs/")).containsExactly(Blobs.refOf(weights).key());
    }

    @Test
    void uploadsACheckpointOfPyTorchAsTheSafetensorsThatItAmountsTo() throws IOException {
        // Given
        publish(400);
        var plain = write("cifar-resnet8", 32);
        var expected = Blobs.refOf(plain);
        try (var read = Safetensors.open(plain)) {
            var tensors = read.tensors().stream()
                    .map(tensor -> tensor.named("module.encoder_q." + tensor.name()))
                    .collect(Collectors.toCollection(ArrayList::new));
            tensors.add(TensorView.of("module.queue", new float[1], 1));
            TorchCheckpoint.write(folder.resolve("weights/own.pth.tar"), tensors);
        }
        var text = small().replace("chains:", IMPORTED.replace("own.safetensors", "own.pth.tar"));
        var file = Files.writeString(folder.resolve("search.yaml"), text);
        var resolution = Resolution.into(store);

        // When
        var resolved = resolution.resolve(SearchFile.read(file), null);

        // Then
        assertThat(resolved.weights()).containsExactly(Map.entry("imported", expected));
        assertThat(store.list("blobs/")).containsExactly(expected.key());
        assertThat(resolution.notes()).containsExactly("""
                        pretrainings.imported.weights: own.pth.tar: 37 tensors, module.encoder_q. taken off their names; \
                        1 other tensors left out: module.queue
                          against cifar-resnet8: 35 of its 37 tensors are loaded
                          a transfer to another task starts its head afresh: linear.weight, linear.bias
                          left random: 2
                            linear.weight 10x128: the file has F32 5x128
                            linear.bias 10: the file has F32 5
                          not used: 2
                            linear.weight 5x128: the network has F32 10x128
                            linear.bias 5: the network has F32 10""");
    }

    /** Whatever its name ends in: what it is shows in its first bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"own.pt", "own.pth", "own.pth.tar", "own.th"})
    void uploadsThePartThatIsAskedFor(String name) throws IOException {
        // Given
        publish(400);
        var plain = write("cifar-resnet8", 32);
        var expected = Blobs.refOf(plain);
        writeTwoEncoders(plain, name);
        var imported = IMPORTED.replace("own.safetensors }", name + ", part: module.encoder_k }");
        var file = Files.writeString(folder.resolve("search.yaml"), small().replace("chains:", imported));
        var resolution = Resolution.into(store);

        // When
        var resolved = resolution.resolve(SearchFile.read(file), null);

        // Then
        assertThat(resolved.weights()).containsExactly(Map.entry("imported", expected));
        assertThat(resolved.search().pretrainings().get("imported"))
                .isEqualTo(new Pretraining(null, null, "weights/" + name, "module.encoder_k", 1L));
        assertThat(resolution.notes())
                .singleElement()
                .asString()
                .startsWith(
                        "pretrainings.imported.weights: %s: 37 tensors, module.encoder_k. taken off".formatted(name));
    }

    @Test
    void refusesAPartThatTheFileDoesNotHaveAndListsThoseThatItHas() throws IOException {
        publish(400);
        var plain = write("cifar-resnet8", 32);
        writeTwoEncoders(plain, "own.pt");
        var file = folder.resolve("weights/own.pt");
        String parts = "the outermost (75), module.encoder_q (37), module.encoder_k (37)";
        var imported = IMPORTED.replace("own.safetensors }", "own.pt, part: encoder_x }");

        assertComplaint(
                small().replace("chains:", imported),
                "pretrainings.imported.part: %s: no tensors in encoder_x; there are some in %s".formatted(file, parts));
        assertComplaint(
                small().replace("chains:", imported.replace("encoder_x", "module.encoder_q.layer1")),
                "pretrainings.imported.weights: %s has no tensor layer1.0.conv1.weight [32, 32, 3, 3]: is it of another network,"
                                .formatted(file)
                        + " or in another part of the file, which has " + parts + "?");
        assertThat(store.list("blobs/")).isEmpty();
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        publish(400);
        write("cifar-resnet8", 32);
        var file = Files.writeString(folder.resolve("search.yaml"), small().replace("chains:", IMPORTED));

        var dry = Resolution.lookingAt(store).resolve(SearchFile.read(file), null);

        assertThat(store.list("blobs/")).isEmpty();
        assertThat(dry).isEqualTo(Resolution.into(store).resolve(SearchFile.read(file), null));
    }

    @Test
    void refusesWeightsThatAreMissingBrokenOrOfAnotherNetwork() throws IOException {
        publish(400);
        var text = small().replace("chains:", IMPORTED);
        var file = folder.resolve("weights/own.safetensors");

        assertComplaint(text, "pretrainings.imported.weights: no file at " + file);
        Files.writeString(file, "no tensors");
        assertComplaint(text, "pretrainings.imported.weights: is not a file of weights: " + file);
        write("cifar-resnet8", 16);
        assertComplaint(
                text,
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight as F32 [16, 16, 3, 3], not as numbers"
                        .formatted(file));
        write("resnet18", 0);
        assertComplaint(
                text,
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight as F32 [64, 64, 3, 3], not as numbers"
                        .formatted(file));
        Safetensors.write(file, java.util.List.of(TensorView.of("fc.weight", new float[1], 1)), Map.of());
        assertComplaint(
                text,
                "pretrainings.imported.weights: %s has no tensor layer1.0.conv1.weight [32, 32, 3, 3]: is it of"
                        .formatted(file));
        assertThat(store.list("blobs/")).isEmpty();
    }

    @Test
    void refusesWeightsWithoutMagnitudes() throws IOException {
        publish(400);
        var file = write("cifar-resnet8", 32, Float.NaN);

        assertComplaint(
                small().replace("chains:", IMPORTED),
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight[0] = NaN: a network with".formatted(file));
    }

    @Test
    void refusesAChainThatWouldPruneEveryWeight() throws IOException {
        assertComplaint(small().replace("rate: 0.2", "rate: 0.8"), "chains.transferable.rate: 0.8 leaves none of ");
    }

    /** The example, asking for a hundredth of the images. */
    private static String small() throws IOException {
        return GoodSearch.text()
                .replace(":16000", ":160")
                .replace("images: 4000", "images: 40")
                .replace(":1000", ":10")
                .replace("batch: 128", "batch: 32")
                .replace("batch: 64", "batch: 10");
    }

    private void assertComplaint(String text, String start) {
        assertThatThrownBy(() -> resolve(text))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageStartingWith(start);
    }

    private ResolvedSearch resolve(String text) throws IOException {
        var file = Files.writeString(folder.resolve("search.yaml"), text);
        return Resolution.into(store).resolve(SearchFile.read(file), null);
    }

    private Path write(String network, int width) {
        return write(network, width, 0);
    }

    private Path write(String network, int width, float value) {
        Map<String, Integer> options = width == 0 ? Map.of() : Map.of("width", width);
        var tensors = Networks.named(network, options, 1, 5).parameters().stream()
                .map(parameter -> TensorView.of(
                        parameter.name(),
                        filled(parameter.size(), value),
                        parameter.shape().stream().mapToLong(Integer::longValue).toArray()))
                .toList();
        var file = folder.resolve("weights/own.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    /** Of MoCo, the network as its second encoder, and one of ones as its first. */
    private void writeTwoEncoders(Path plain, String name) {
        try (var read = Safetensors.open(plain)) {
            var tensors = new ArrayList<TensorView>();
            for (var tensor : read.tensors()) {
                var shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                tensors.add(TensorView.of(
                        "module.encoder_q." + tensor.name(), filled(Math.toIntExact(tensor.size()), 1), shape));
                tensors.add(tensor.named("module.encoder_k." + tensor.name()));
            }
            tensors.add(TensorView.of("module.queue", new float[1], 1));
            TorchCheckpoint.write(folder.resolve("weights").resolve(name), tensors);
        }
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }

    private DataSetEntry publish(int trainImages) {
        return publish(
                IntStream.range(0, trainImages).map(i -> i % 10).toArray(),
                IntStream.range(0, 10).toArray());
    }

    private DataSetEntry publish(int[] trainLabels, int... testLabels) {
        return new DataSetCatalogue(store)
                .publish(
                        new Samples(DataSets.named("fashion-mnist"), black(trainLabels), black(testLabels)),
                        folder.resolve("scratch"));
    }

    private static ImageSet black(int... labels) {
        var shape = DataSets.named("fashion-mnist").shape();
        return ImageSet.of(shape, 10, MemorySegment.ofArray(new byte[labels.length * 28 * 28]), labels);
    }
}
