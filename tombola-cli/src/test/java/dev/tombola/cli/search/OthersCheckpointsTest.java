package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import dev.tombola.store.torch.TorchCheckpoint;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which simCLR's, MoCo's and torchvision's weights lie about (paper 1.6, traps 5 and 11). */
class OthersCheckpointsTest {
    private static final Network CLASSIFIER = Networks.named("cifar-resnet8", Map.of("width", 4), 3, 10);
    private static final Network PROJECTING = CLASSIFIER.projecting(16, 8);
    private static final String PROJECTS = "objective: { name: simclr, dimensions: 8 }, ";

    private static final String SEARCH = """
            name: others
            network: { name: cifar-resnet8, width: 4 }
            recipes:
              round: { %slearningRate: 0.1, batch: 64, epochs: 1 }
              few: { learningRate: 0.1, batch: 64, epochs: 1 }
            pretrainings: { p: { task: cifar10, weights: net.pth.tar%s } }
            chains: { c: { from: p, recipe: round, rounds: 1 } }
            tasks: { t: { task: cifar10, recipe: few } }
            """;

    @TempDir
    private Path folder;

    @Test
    void aProjectionHeadIsLoadedWhereRoundsProject() throws IOException {
        write(tensors("", PROJECTING, 1));

        assertThat(note(PROJECTS, "")).isEqualTo("""
                pretrainings.p.weights: net.pth.tar: 39 tensors
                  against cifar-resnet8: 39 of its 39 tensors are loaded
                  a transfer to another task leaves this head behind and starts its own afresh: linear.0.weight, linear.0.bias, linear.2.weight, linear.2.bias
                  left random: nothing
                  not used: nothing""");
    }

    @Test
    void aProjectionHeadIsDroppedWhereRoundsClassify() throws IOException {
        write(tensors("", PROJECTING, 1));

        assertThat(note("", "")).isEqualTo("""
                pretrainings.p.weights: net.pth.tar: 39 tensors
                  against cifar-resnet8: 35 of its 37 tensors are loaded
                  a transfer to another task starts its head afresh: linear.weight, linear.bias
                  left random: 2
                    linear.weight 10x16: not in the file
                    linear.bias 10: not in the file
                  not used: 4
                    linear.0.weight 16x16: not in the network
                    linear.0.bias 16: not in the network
                    linear.2.weight 8x16: not in the network
                    linear.2.bias 8: not in the network""");
    }

    /** As all released simCLR v1 checkpoints are: without a projection head, with or without a classifier of ImageNet. */
    @ParameterizedTest
    @CsvSource({"0, nothing", "1000, 2"})
    void aProjectionHeadThatIsNotThereStartsFresh(int classes, String unused) throws IOException {
        write(tensors("", classes == 0 ? CLASSIFIER.headless() : CLASSIFIER.classifying(classes), 1));

        assertThat(note(PROJECTS, ""))
                .contains("35 of its 39 tensors are loaded", "left random: 4", "not used: " + unused)
                .contains("linear.0.weight 16x16: not in the file", "linear.2.bias 8: not in the file");
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "', part: module.encoder_q', 1", "', part: module.encoder_k', 2", "', part: encoder_k', 2"})
    void ofMoCosEncodersOneIsTakenWithItsHeadAndNothingOfTheOther(String part, float value) throws IOException {
        // Given
        write(moco(PROJECTING));

        // When
        String note = note("objective: { name: moco, dimensions: 8 }, ", part);
        var taken = taken(part.isEmpty() ? null : part.substring(", part: ".length()));

        // Then
        String other = value == 1 ? "encoder_k" : "encoder_q";
        assertThat(note)
                .contains("39 of its 39 tensors are loaded", "not used: nothing")
                .contains("41 other tensors left out: module.queue, module.queue_ptr, module." + other);
        assertThat(taken.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        PROJECTING.parameters().stream().map(p -> p.name()).toList());
        taken.forEach((name, values) -> assertThat(values).as(name).containsOnly(value));
    }

    /** Trap 5. */
    @Test
    void theKeyEncodersHeadDoesNotSlipIn() throws IOException {
        var tensors = new ArrayList<>(tensors("module.encoder_q.", CLASSIFIER.headless(), 1));
        tensors.addAll(tensors("module.encoder_k.", PROJECTING, 2));
        write(tensors);

        assertThat(note("objective: { name: moco, dimensions: 8 }, ", ""))
                .contains("35 of its 39 tensors are loaded", "linear.0.weight 16x16: not in the file");
        assertThat(taken(null)).hasSize(35).doesNotContainKey("linear.0.weight");
    }

    @Test
    void aTaskThatIsToLoadAHeadWhichTheFileDoesNotHaveIsRefused() throws IOException {
        write(tensors("", CLASSIFIER.headless(), 1));
        String text = SEARCH.formatted(PROJECTS, "").replace("recipe: few }", "recipe: round, head: loaded }");

        assertThatThrownBy(() -> Resolution.checkWeights(search(text)))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessage("tasks.t.head: loaded, but no chain rewinds to weights that have the head of recipe round"
                        + " for cifar10: nothing would be loaded");

        write(tensors("", PROJECTING, 1));
        assertThat(Resolution.checkWeights(search(text))).hasSize(1);
    }

    /** What torch.save writes, which nests the network among other things. */
    @ParameterizedTest
    @CsvSource({
        "simclr,            of state_dict, 39, nothing",
        "simclr-headless,   of state_dict, 35, nothing",
        "simclr-classifier, of state_dict, 35, 2",
        "moco, 'of state_dict, module.encoder_q. taken off their names; 98 other tensors left out: state_dict.module.queue, state_dict.module.queue_ptr', 39, nothing",
        "torchvision,       '', 35, 2"
    })
    void pyTorchsOwnFilesAreRead(String form, String origin, int loaded, String unused) throws Exception {
        // Given
        String python = Optional.ofNullable(System.getenv("TOMBOLA_PYTHON")).orElse("python3");
        var script = new ProcessBuilder(
                        python,
                        "src/test/resources/checkpoints_of_others.py",
                        form,
                        folder.resolve("net.pth.tar").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assumeThat(script.waitFor())
                .as("left out: no %s with torch (TOMBOLA_PYTHON names another): %s", python, said)
                .isNotEqualTo(3);
        assertThat(script.exitValue()).as(said).isZero();

        // When
        String note = note(PROJECTS, "");

        // Then
        assertThat(note).contains(origin, "against cifar-resnet8: %d of its 39 tensors are loaded".formatted(loaded));
        assertThat(note).contains("left random: " + (loaded == 39 ? "nothing" : "4"));
        int counters = 7; // num_batches_tracked of every batch norm
        assertThat(note)
                .contains("not used: " + (unused.equals("nothing") ? counters : counters + Integer.parseInt(unused)));
        assertThat(taken(null))
                .hasEntrySatisfying(
                        "layer3.0.conv2.weight", values -> assertThat(values).containsOnly(1));
    }

    private static List<TensorView> moco(Network network) {
        var tensors = new ArrayList<TensorView>();
        tensors.add(TensorView.of("module.queue", new float[8 * 64], 8, 64));
        tensors.add(TensorView.of("module.queue_ptr", new long[] {0}));
        tensors.addAll(tensors("module.encoder_q.", network, 1));
        tensors.addAll(tensors("module.encoder_k.", network, 2));
        return tensors;
    }

    private static List<TensorView> tensors(String start, Network network, float value) {
        return network.parameters().stream()
                .map(parameter -> {
                    var values = new float[parameter.size()];
                    Arrays.fill(values, value);
                    return TensorView.of(
                            start + parameter.name(),
                            values,
                            parameter.shape().stream()
                                    .mapToLong(Integer::longValue)
                                    .toArray());
                })
                .toList();
    }

    private void write(List<TensorView> tensors) {
        TorchCheckpoint.write(folder.resolve("net.pth.tar"), tensors);
    }

    private String note(String objective, String part) throws IOException {
        return Resolution.checkWeights(search(SEARCH.formatted(objective, part)))
                .getFirst();
    }

    private SearchFile search(String text) throws IOException {
        return SearchFile.read(Files.writeString(folder.resolve("search.yaml"), text));
    }

    /** What a run would be given. */
    private Map<String, float[]> taken(@Nullable String part) {
        return new ImportedWeights("p", folder.resolve("net.pth.tar"), part).asSafetensors(file -> {
            var values = new HashMap<String, float[]>();
            try (var read = Safetensors.open(file)) {
                read.tensors().stream()
                        .filter(tensor -> tensor.dtype().isFloating())
                        .forEach(tensor -> values.put(tensor.name(), tensor.toFloats()));
            }
            return values;
        });
    }
}
