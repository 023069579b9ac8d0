package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.search.Pretraining;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.vision.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that a search takes from a file beside it. */
class ImportedWeightsTest {
    private static final String IMPORTED = "  imported: { weights: weights/own.safetensors }\nchains:";

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @TempDir
    Path folder;

    private SmallSearch search;

    @BeforeEach
    void makeSearch() throws IOException {
        Files.createDirectories(folder.resolve("weights"));
        search = new SmallSearch(store, folder);
    }

    @Test
    void uploadsWeightsThatLieBesideTheFile() throws IOException {
        search.publish(400);
        var weights = write("cifar-resnet8", 32);

        var resolved = search.resolve(SmallSearch.text().replace("chains:", IMPORTED));

        assertThat(resolved.weights()).containsExactly(Map.entry("imported", Blobs.refOf(weights)));
        assertThat(store.list("blobs/")).containsExactly(Blobs.refOf(weights).key());
    }

    @Test
    void uploadsACheckpointOfPyTorchAsTheSafetensorsThatItAmountsTo() throws IOException {
        // Given
        search.publish(400);
        var plain = write("cifar-resnet8", 32);
        var expected = Blobs.refOf(plain);
        try (var read = Safetensors.open(plain)) {
            var tensors = read.tensors().stream()
                    .map(tensor -> tensor.named("module.encoder_q." + tensor.name()))
                    .collect(Collectors.toCollection(ArrayList::new));
            tensors.add(TensorView.of("module.queue", new float[1], 1));
            TorchCheckpoint.write(folder.resolve("weights/own.pth.tar"), tensors);
        }
        var text = SmallSearch.text().replace("chains:", IMPORTED.replace("own.safetensors", "own.pth.tar"));
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
        search.publish(400);
        var plain = write("cifar-resnet8", 32);
        var expected = Blobs.refOf(plain);
        writeTwoEncoders(plain, name);
        var imported = IMPORTED.replace("own.safetensors }", name + ", part: module.encoder_k }");
        var file = Files.writeString(
                folder.resolve("search.yaml"), SmallSearch.text().replace("chains:", imported));
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
        search.publish(400);
        var plain = write("cifar-resnet8", 32);
        writeTwoEncoders(plain, "own.pt");
        var file = folder.resolve("weights/own.pt");
        String parts = "the outermost (75), module.encoder_q (37), module.encoder_k (37)";
        var imported = IMPORTED.replace("own.safetensors }", "own.pt, part: encoder_x }");

        search.assertComplaint(
                SmallSearch.text().replace("chains:", imported),
                "pretrainings.imported.part: %s: no tensors in encoder_x; there are some in %s".formatted(file, parts));
        search.assertComplaint(
                SmallSearch.text().replace("chains:", imported.replace("encoder_x", "module.encoder_q.layer1")),
                "pretrainings.imported.weights: %s has no tensor layer1.0.conv1.weight [32, 32, 3, 3]: is it of another network,"
                                .formatted(file)
                        + " or in another part of the file, which has " + parts + "?");
        assertThat(store.list("blobs/")).isEmpty();
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        search.publish(400);
        write("cifar-resnet8", 32);
        var file = Files.writeString(
                folder.resolve("search.yaml"), SmallSearch.text().replace("chains:", IMPORTED));

        var dry = Resolution.lookingAt(store).resolve(SearchFile.read(file), null);

        assertThat(store.list("blobs/")).isEmpty();
        assertThat(dry).isEqualTo(Resolution.into(store).resolve(SearchFile.read(file), null));
    }

    @Test
    void refusesWeightsThatAreMissingBrokenOrOfAnotherNetwork() throws IOException {
        search.publish(400);
        var text = SmallSearch.text().replace("chains:", IMPORTED);
        var file = folder.resolve("weights/own.safetensors");

        search.assertComplaint(text, "pretrainings.imported.weights: no file at " + file);
        Files.writeString(file, "no tensors");
        search.assertComplaint(text, "pretrainings.imported.weights: is not a file of weights: " + file);
        write("cifar-resnet8", 16);
        search.assertComplaint(
                text,
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight as F32 [16, 16, 3, 3], not as numbers"
                        .formatted(file));
        write("resnet18", 0);
        search.assertComplaint(
                text,
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight as F32 [64, 64, 3, 3], not as numbers"
                        .formatted(file));
        Safetensors.write(file, java.util.List.of(TensorView.of("fc.weight", new float[1], 1)), Map.of());
        search.assertComplaint(
                text,
                "pretrainings.imported.weights: %s has no tensor layer1.0.conv1.weight [32, 32, 3, 3]: is it of"
                        .formatted(file));
        assertThat(store.list("blobs/")).isEmpty();
    }

    @Test
    void refusesWeightsWithoutMagnitudes() throws IOException {
        search.publish(400);
        var file = write("cifar-resnet8", 32, Float.NaN);

        search.assertComplaint(
                SmallSearch.text().replace("chains:", IMPORTED),
                "pretrainings.imported.weights: %s has layer1.0.conv1.weight[0] = NaN: a network with".formatted(file));
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
}
