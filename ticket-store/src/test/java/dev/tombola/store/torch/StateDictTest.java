package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.store.tensor.Safetensors;
import dev.tombola.store.tensor.TensorView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictTest {
    @TempDir
    Path folder;

    @Test
    void takesOffWhatWrappersPutInFront() {
        assertThat(names(write("module.conv1.weight", "module.fc.weight")))
                .containsExactly("conv1.weight", "fc.weight");
        assertThat(names(write("module._orig_mod.conv1.weight"))).containsExactly("conv1.weight");
        assertThat(names(write("module.conv1.weight", "head.weight")))
                .as("not every name begins so")
                .containsExactly("module.conv1.weight", "head.weight");
    }

    @Test
    void takesTheQueryEncoderOfMoCoAndSaysWhatItLeaves() {
        try (var read = StateDict.open(write(
                "module.encoder_q.conv1.weight",
                "module.encoder_q.fc.0.weight",
                "module.encoder_k.conv1.weight",
                "module.queue"))) {
            assertThat(read.tensors()).extracting(TensorView::name).containsExactly("conv1.weight", "fc.0.weight");
            assertThat(read.prefix()).isEqualTo("module.encoder_q.");
            assertThat(read.leftOut()).containsExactly("module.encoder_k.conv1.weight", "module.queue");
            assertThat(read.format()).isEqualTo(StateDict.Format.TORCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.encoder_k", "encoder_k"})
    void takesTheOtherEncoderWhereItIsAskedFor(String part) {
        try (var read = StateDict.open(
                write("module.encoder_q.conv1.weight", "module.encoder_k.conv1.weight", "module.queue"), part)) {
            assertThat(read.tensors()).extracting(TensorView::name).containsExactly("conv1.weight");
            assertThat(read.prefix()).isEqualTo("module.encoder_k.");
            assertThat(read.leftOut()).containsExactly("module.encoder_q.conv1.weight", "module.queue");
        }
    }

    @Test
    void takesWrappersOffBelowAPartToo() {
        try (var read = StateDict.open(write("ema.module.conv1.weight", "ema.module.fc.weight", "steps"), "ema")) {
            assertThat(read.tensors()).extracting(TensorView::name).containsExactly("conv1.weight", "fc.weight");
            assertThat(read.prefix()).isEqualTo("ema.module.");
        }
    }

    @Test
    void listsWhatSeemsToBeANetworkOfItsOwn() {
        try (var read = StateDict.open(write(
                "module.encoder_q.conv1.weight",
                "module.encoder_q.fc.0.weight",
                "module.encoder_k.conv1.weight",
                "module.queue"))) {
            assertThat(read.parts())
                    .containsExactly(entry("", 4), entry("module.encoder_q", 2), entry("module.encoder_k", 1));
            assertThat(read.listedParts()).isEqualTo("the outermost (4), module.encoder_q (2), module.encoder_k (1)");
        }
        try (var plain =
                StateDict.open(write("conv1.weight", "layer1.0.conv1.weight", "layer1.0.downsample.0.weight"))) {
            assertThat(plain.parts()).as("blocks are numbered").containsExactly(entry("", 3));
        }
    }

    @Test
    void readsSafetensorsToo() {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, List.of(tensor("module.conv1.weight")), Map.of());

        try (var read = StateDict.open(file)) {
            assertThat(read.format()).isEqualTo(StateDict.Format.SAFETENSORS);
            assertThat(read.tensors()).extracting(TensorView::name).containsExactly("conv1.weight");
        }
    }

    @Test
    void asksWhichPartIsMeantWhereNobodyCanTell() throws IOException {
        Path file = folder.resolve("two.pt");
        Files.write(file, twoParts("generator", "critic"));

        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(MissingPartException.class)
                .hasMessage(file + ": holds several dictionaries of tensors, and none is called state_dict: name one of"
                        + " generator (1), critic (1)");
        try (var critic = StateDict.open(file, "critic")) {
            assertThat(critic.tensors()).extracting(TensorView::name).containsExactly("w");
            assertThat(critic.leftOut()).containsExactly("generator.w");
        }
        assertThatThrownBy(() -> StateDict.open(file, "ema"))
                .hasMessage(file + ": no tensors in ema; there are some in generator (1), critic (1)");
    }

    @Test
    void prefersWhatIsCalledAsTheNetworkUsuallyIs() throws IOException {
        Path file = folder.resolve("run.pt");
        Files.write(file, twoParts("optimizer", "state_dict"));

        try (var read = StateDict.open(file)) {
            assertThat(read.part()).isEqualTo("state_dict");
            assertThat(read.leftOut()).containsExactly("optimizer.w");
        }
    }

    @ParameterizedTest
    @CsvSource({"ema, ema", "state_dict.encoder_k, state_dict", "encoder_k, state_dict", "ema.encoder_k, ema"})
    void findsAPartOfADictionary(String asked, String dictionary) throws IOException {
        Path file = folder.resolve("run.pt");
        Files.write(file, twoParts("ema", "state_dict", "encoder_k.w"));

        try (var read = StateDict.open(file, asked)) {
            assertThat(read.part()).isEqualTo(dictionary);
            assertThat(read.tensors())
                    .extracting(TensorView::name)
                    .containsExactly(asked.endsWith("encoder_k") ? "w" : "encoder_k.w");
            assertThat(read.leftOut()).hasSize(1);
        }
        assertThatThrownBy(() -> StateDict.open(file, "encoder"))
                .isInstanceOf(MissingPartException.class)
                .hasMessage(file + ": no tensors in encoder; there are some in ema (1), state_dict (1)");
    }

    @Test
    void saysThatAFileHasNone() {
        Path file = folder.resolve("none.safetensors");
        Safetensors.write(file, List.of(), Map.of());

        assertThatThrownBy(() -> StateDict.open(file))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessage(file + ": holds no tensors");
    }

    @Test
    void namesTheFileThatIsMissingOrEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThatThrownBy(() -> StateDict.open(folder.resolve("none")))
                .hasMessage("no file at " + folder.resolve("none"));
        assertThatThrownBy(() -> StateDict.open(empty))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith(empty + ": ");
    }

    private static byte[] twoParts(String one, String other) throws IOException {
        return twoParts(one, other, "w");
    }

    private static byte[] twoParts(String one, String other, String tensor) throws IOException {
        var pickle = new PickleScript().op(PickleOp.EMPTY_DICT).op(PickleOp.MARK);
        for (var part : List.of(one, other)) {
            pickle.text(part).op(PickleOp.EMPTY_DICT).text(tensor).global("torch._utils", "_rebuild_tensor");
            pickle.op(PickleOp.MARK)
                    .storage("ByteStorage", "0", 1)
                    .whole(0)
                    .wholes(1)
                    .wholes(1);
            pickle.ops(PickleOp.TUPLE, PickleOp.REDUCE, PickleOp.SETITEM);
        }
        return pickle.ops(PickleOp.SETITEMS, PickleOp.STOP).zip(Map.of("0", new byte[1]));
    }

    private List<String> names(Path file) {
        try (var read = StateDict.open(file)) {
            return read.tensors().stream().map(TensorView::name).toList();
        }
    }

    private Path write(String... names) {
        Path file = folder.resolve("net.pt");
        TorchCheckpoint.write(file, Stream.of(names).map(StateDictTest::tensor).toList());
        return file;
    }

    private static TensorView tensor(String name) {
        return TensorView.of(name, new float[] {1}, 1);
    }
}
